// The backend of the device monitoring, from its description alone; POST /ws/broadcast?topic=.. is its only endpoint.
import http from 'node:http';
import { WebSocketServer } from 'ws';

const clients = new Map(); // socket -> topics
const send = (ws, type, data) => ws.send(JSON.stringify({ type, data, timestamp: new Date().toISOString() }));

const backend = http.createServer(async (request, response) => {
  const topic = new URL(request.url, 'http://localhost').searchParams.get('topic');
  const { type, data } = JSON.parse(Buffer.concat(await request.toArray()));
  clients.forEach((topics, ws) => (topic === null || topics.has(topic)) && send(ws, type, data));
  response.end('{}');
});
new WebSocketServer({ server: backend, path: '/ws' }).on('connection', (ws, request) => {
  console.log('client', new URL(request.url, 'http://localhost').searchParams.has('client_id'));
  clients.set(ws, new Set());
  ws.on('close', () => clients.delete(ws));
  ws.on('message', (text) => {
    const { type, data } = JSON.parse(text);
    console.log(type, data?.topic ?? '');
    if (type === 'subscription') clients.get(ws).add(data.topic);
    else if (type === 'unsubscription') clients.get(ws).delete(data.topic);
  });
});
setInterval(() => clients.forEach((_, ws) => send(ws, 'heartbeat', {})), 200);
backend.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('READY', backend.address().port));
