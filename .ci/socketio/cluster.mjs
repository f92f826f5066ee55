// One node of a cluster of official Socket.IO servers that know of each other by Redis. Its argument is the port, 0 for any free
// one; REDIS is the path of Redis' socket, NAME what the node calls itself. The first line of its output is "READY <port>". It
// ends with its input, so that it never outlives who started it.
import { createServer } from 'node:http';
import { createClient } from '@redis/client';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';

const publisher = createClient({ socket: { path: process.env.REDIS } });
const subscriber = publisher.duplicate();
for (const client of [publisher, subscriber]) {
  client.on('error', (error) => console.error(`redis: ${error.message}`));
  await client.connect();
}

const http = createServer();
const io = new Server(http, { adapter: createAdapter(publisher, subscriber) });

io.on('connection', (socket) => {
  socket.on('where', (ack) => ack(process.env.NAME));
  socket.on('crowd', async (roomId, ack) => ack((await io.in(roomId).fetchSockets()).length));
  socket.on('join_room', async ({ roomId }, ack) => { await socket.join(roomId); ack({ success: true }); });
  socket.on('leave_room', async ({ roomId }, ack) => { await socket.leave(roomId); ack({ success: true }); });
  socket.on('send_message', async (data, ack) => {
    io.to(data.roomId).emit('message', data);
    await publisher.ping(); // answered behind the message: it is with the other nodes' Redis now, whatever becomes of this one
    ack?.({ success: true });
  });
});

http.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`READY ${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
