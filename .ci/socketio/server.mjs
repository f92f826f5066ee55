// The official Socket.IO server, doing what the tests of our client want. Its one argument is the port, 0 for any free one; the
// first line of its output is "READY <port>". It ends with its input, so that it never outlives who started it.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { issueTokens, misbehave, refuse } from './faults.mjs';

const http = createServer();
const io = new Server(http, {
  pingInterval: Number(process.env.PING_INTERVAL ?? 25000),
  pingTimeout: Number(process.env.PING_TIMEOUT ?? 20000),
  maxHttpBufferSize: Number(process.env.MAX_BYTES ?? 1e6),
  transports: process.env.TRANSPORTS?.split(',') ?? ['polling', 'websocket'],
  allowRequest: (request, callback) => callback(null, !process.env.FORBIDS),
  connectionStateRecovery: process.env.RECOVERY ? { maxDisconnectionDuration: 60000 } : undefined,
});

/** How often each order was transmitted. */
const orders = new Map();

/** The ack function that a client wants, or one that does nothing. */
const split = (args) => (typeof args.at(-1) === 'function' ? [args.slice(0, -1), args.at(-1)] : [args, () => {}]);

function behave(nsp, socket) {
  socket.on('echo', (...all) => { const [args, ack] = split(all); ack(...args); });
  socket.on('say-back', (...args) => socket.emit('back', ...args));
  socket.on('ack:none', (ack) => ack());
  socket.on('ack:multi', (ack) => ack(1, 'two', { three: 3 }, null));
  socket.on('ack:binary', (ack) => ack({ data: Buffer.from([1, 2, 3]) }));
  socket.on('ack:twice', (ack) => { ack('first'); ack('second'); });
  socket.on('ack:never', () => {});
  socket.on('has-ack', (...all) => socket.emit('had-ack', typeof all.at(-1) === 'function'));
  socket.on('ask-me', (...args) => socket.emit('ask', ...args, (...answer) => socket.emit('answered', ...answer)));
  socket.on('who', (ack) => ack(socket.handshake.auth, socket.handshake.query, socket.handshake.headers));
  socket.on('kind', (value, ack) => ack(Buffer.isBuffer(value) ? `binary ${value.length}` : typeof value));
  socket.on('shout', (text) => socket.broadcast.emit('shout', text));
  socket.on('shout-ack', (text, ack) => { socket.broadcast.emit('shout', text); ack(); });
  socket.on('flood', (count, ...more) => { for (let i = 0; i < count; i++) socket.emit('drop', i, ...more); });
  socket.on('unsent', (id, ack) => ack(nsp.sockets.get(id).conn.transport.socket.bufferedAmount)); // bytes for another client
  socket.on('order', (item, id, ack) => {
    const times = (orders.get(id) ?? 0) + 1;
    orders.set(id, times);
    if (times === 1) {
      socket.data.handled = (socket.data.handled ?? 0) + 1;
      return; // as if its ack got lost
    }
    ack({ item, id, times, handled: socket.data.handled });
  });
  socket.on('after', (millis, ack) => setTimeout(() => ack(millis), millis));
  socket.on('kick', () => socket.disconnect());
  socket.on('hang-up', () => socket.conn.close());
  socket.on('kill-tcp', () => socket.conn.transport.socket._socket.destroy());
  socket.on('raw', (text) => socket.conn.transport.socket.send(text));
  socket.on('join_room', ({ roomId }, ack) => {
    if (roomId === 'closed') return ack({ success: false, message: 'nobody may enter' });
    socket.join(roomId);
    ack({ success: true });
  });
  socket.on('leave_room', ({ roomId }, ack) => { socket.leave(roomId); ack({ success: true }); });
  socket.on('send_message', (data, ack) => { nsp.to(data.roomId).emit('message', data); ack?.({ success: true }); });
  misbehave(nsp, socket);
}

for (const name of ['/', '/chat']) {
  io.of(name).on('connection', (socket) => {
    socket.emit('hello', socket.id);
    behave(io.of(name), socket);
  });
}

io.of('/secure').use((socket, next) => {
  if (socket.handshake.auth.token === 'good') return next();
  const error = new Error('token expired');
  error.data = { code: 'TOKEN_EXPIRED' };
  return next(error);
});
io.of('/secure').on('connection', (socket) => behave(io.of('/secure'), socket));

refuse(io, behave);
issueTokens(http);

http.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => console.log(`READY ${http.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
