// What else the tests want of the official server: bad manners, refusals of all shapes, and a memory of what came.
import { createHmac, timingSafeEqual } from 'node:crypto';

const notes = [];
const seen = new Set();
const departures = [];
const shown = [];

/** Handlers of one client, beside those of everyday life. */
export function misbehave(nsp, socket) {
  let lastText = '';
  socket.conn.on('packet', (packet) => { if (typeof packet.data === 'string') lastText = packet.data; });
  socket.on('disconnect', (reason) => departures.push([socket.id, reason]));

  // what came, whoever sent it
  socket.on('note', (value, ack) => { notes.push(value); ack?.(value); });
  socket.on('notes', (ack) => ack(notes));
  socket.on('ack:second', (value, ack) => { notes.push(value); if (seen.has(value)) ack('at last'); else seen.add(value); });
  socket.on('as-written', (...args) => args.at(-1)(lastText));
  socket.on('where', (ack) => ack({ link: socket.conn.id, id: socket.id, namespace: nsp.name }));
  socket.on('departures', (ack) => ack(departures));
  socket.on('crowd', (name, ack) => ack(nsp.server._nsps.get(name)?.sockets.size ?? 0));
  socket.on('echo-after', (ms, value, ack) => setTimeout(() => ack(value), ms));

  // rooms
  socket.on('tell_others', ({ roomId, text }, ack) => { socket.to(roomId).emit('told', { roomId, text }); ack(); });

  // questions to the client
  socket.on('ask-soon', (ms, ack) => socket.timeout(ms).emit('ask', 'soon', (error, ...answer) => {
    socket.emit('asked', error ? error.message : answer);
  }) && ack());

  // bad manners
  socket.on('raws', (...frames) => frames.forEach((frame) => socket.conn.transport.socket.send(frame)));
  socket.on('kick-all-of', (name) => nsp.server.of(name).disconnectSockets());
  socket.on('close-all', () => nsp.server.disconnectSockets(true));
}

/** Namespaces that refuse, each in its way. */
export function refuse(io, behave) {
  io.of('/plain').use((socket, next) => next(new Error('not today')));
  io.of('/bare').use((socket) => socket.conn.transport.socket.send('44/bare,"go away"'));
  io.of(/^\/dynamic-\d+$/).on('connection', (socket) => behave(socket.nsp, socket));
  io.of('/jwt').use((socket, next) => {
    const { token, version } = socket.handshake.auth;
    shown.push(token);
    const problem = problemWith(token);
    return problem ? next(Object.assign(new Error(problem), { data: { code: 'BAD_TOKEN', version } })) : next();
  });
  io.of('/jwt').on('connection', (socket) => behave(socket.nsp, socket));
  io.of('/jwt').on('connection', (socket) => socket.on('shown', (ack) => ack(shown)));
}

const key = 'for tests only';
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = (text) => createHmac('sha256', key).update(text).digest();

/** A JSON Web Token that lives for so many seconds. */
function token(seconds, serial) {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ serial, exp: Math.floor(Date.now() / 1000) + seconds })}`;
  return `${text}.${signature(text).toString('base64url')}`;
}

function problemWith(jwt) {
  const [head, body, proof] = String(jwt).split('.');
  if (!proof) return 'no token';
  const given = Buffer.from(proof, 'base64url');
  const wanted = signature(`${head}.${body}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return 'forged token';
  return JSON.parse(Buffer.from(body, 'base64url')).exp * 1000 <= Date.now() ? 'token expired' : null;
}

let serial = 0;

/** The HTTP side: GET /token?seconds=S. */
export function issueTokens(http) {
  http.prependListener('request', (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname === '/token') response.end(token(Number(url.searchParams.get('seconds')), ++serial));
  });
}
