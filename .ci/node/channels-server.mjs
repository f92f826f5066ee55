// The backend of the gesture and AI feed, from its description alone: HTTP and WebSocket on one port.
import http from 'node:http';
import { WebSocketServer } from 'ws';

const clients = new Map(); // socket -> subscriptions
const sendTo = (ws, message) => ws.send(JSON.stringify(message));
const broadcast = (type, data) =>
  clients.forEach((on, ws) => on.has(type) && sendTo(ws, { type, data: { ...data, timestamp: Date.now() } }));
const error = (ws, text, code) => sendTo(ws, { type: 'error', data: { error: text, code, timestamp: Date.now() } });

const routes = {
  '/api/gesture/process': (gesture) => broadcast('gesture', gesture),
  '/api/ai/infer': ({ query }) => broadcast('ai_response', { query, response: 'It depends.', metadata: { model: 'none' } }),
  '/camera/gone': () => clients.forEach((_, ws) => error(ws, 'Camera unavailable', 'CAMERA_ERROR')),
};

const backend = http.createServer(async (request, response) => {
  routes[request.url](JSON.parse(Buffer.concat(await request.toArray())));
  response.end('{}');
});
new WebSocketServer({ server: backend }).on('connection', (ws) => {
  clients.set(ws, new Set(['gesture', 'ai_response']));
  ws.on('close', () => clients.delete(ws));
  ws.on('message', (text) => {
    const { type, channels = [], data } = JSON.parse(text);
    console.log(type, ...channels);
    const reply = (answer) => sendTo(ws, { type: answer, channels, timestamp: Date.now() });
    if (type === 'ping') sendTo(ws, { type: 'pong', timestamp: Date.now() });
    else if (type === 'subscribe') channels.forEach((name) => clients.get(ws).add(name)), reply('subscribed');
    else if (type === 'unsubscribe') channels.forEach((name) => clients.get(ws).delete(name)), reply('unsubscribed');
    else if (type === 'gesture') broadcast(type, data);
    else error(ws, 'Invalid message', 'VALIDATION_ERROR');
  });
});
backend.listen(Number(process.argv[2]), '127.0.0.1', () => console.log('READY', backend.address().port));
