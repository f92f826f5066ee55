// The official Socket.IO client, trying our dev server. Its arguments are the address of one, and that of one with connection state
// recovery. Each line of its output is "PASS <what>" or "FAIL <what>: <why>"; the last one is "DONE <how many>".
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { io, Manager } from 'socket.io-client';

const [url, recovering] = process.argv.slice(2);
const patience = 10000;
const open = [];
const checks = [];
const check = (what, work) => checks.push([what, work]);

const options = { transports: ['websocket'], reconnectionDelay: 50, reconnectionDelayMax: 100, forceNew: true };

function socket(namespace, more = {}, at = url) {
  const made = io(at + namespace, { ...options, ...more });
  open.push(made);
  return made;
}

function next(emitter, event) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${event} within ${patience} ms`)), patience);
    emitter.once(event, (...args) => { clearTimeout(timer); resolve(args); });
  });
}

async function connected(namespace = '/', more = {}, at = url) {
  const made = socket(namespace, more, at);
  await next(made, 'connect');
  return made;
}

const ask = (s, event, ...args) =>
  new Promise((resolve, reject) => s.timeout(patience).emit(event, ...args, (error, ...reply) => (error ? reject(error) : resolve(reply))));

check('connects and has an id of its own in each namespace', async () => {
  const manager = new Manager(url, options);
  const main = manager.socket('/');
  const chat = manager.socket('/chat');
  open.push(main, chat);
  await Promise.all([next(main, 'connect'), next(chat, 'connect')]);
  assert.ok(main.id && chat.id && main.id !== chat.id && main.id !== manager.engine.id);
  assert.deepEqual(await ask(chat, 'where'), ['/chat']);
  assert.deepEqual(await ask(main, 'where'), ['/']);
});

check('an unknown namespace is refused', async () => {
  const [error] = await next(socket('/nope'), 'connect_error');
  assert.equal(error.message, 'Invalid namespace');
});

check('a refused token is told, with data, and a better one gets in', async () => {
  let token = 'stale';
  const s = socket('/secure', { auth: (show) => show({ token }) });
  const [error] = await next(s, 'connect_error');
  assert.equal(error.message, 'token expired');
  assert.deepEqual(error.data, { code: 'TOKEN_EXPIRED' });
  token = 'good';
  s.connect();
  await next(s, 'connect');
});

check('acks of all shapes', async () => {
  const s = await connected();
  assert.deepEqual(await ask(s, 'echo'), []);
  assert.deepEqual(await ask(s, 'echo', 1, 'two', { three: [3] }, null, true), [1, 'two', { three: [3] }, null, true]);
  assert.equal(await s.emitWithAck('echo', 'é\u{1f680}\u2028\u0000"\\'), 'é\u{1f680}\u2028\u0000"\\');
});

check('the server asks and is answered', async () => {
  const s = await connected();
  s.on('ask', (a, b, ack) => ack(b, a, Buffer.from([5])));
  s.emit('ask-me', 1, 2);
  const [answer] = await next(s, 'answered');
  assert.equal(answer[0], 2);
  assert.equal(answer[1], 1);
  assert.deepEqual([...answer[2]], [5]);
});

check('events with several arguments', async () => {
  const s = await connected();
  s.emit('say-back', 'a', { b: 1 }, [null], 2.5);
  assert.deepEqual(await next(s, 'back'), ['a', { b: 1 }, [null], 2.5]);
});

check('binary both ways, nested anywhere', async () => {
  const s = await connected();
  const [reply] = await ask(s, 'echo', { list: [{ deep: Buffer.from([1, 2]) }], at: Buffer.from([]) });
  assert.deepEqual([...reply.list[0].deep], [1, 2]);
  assert.equal(reply.at.length, 0);
  s.emit('say-back', Buffer.alloc(300000, 7), 'x');
  const [bytes, text] = await next(s, 'back');
  assert.equal(bytes.length, 300000);
  assert.equal(bytes[299999], 7);
  assert.equal(text, 'x');
});

check('ten attachments travel, eleven end the connection', async () => {
  const s = await connected();
  const [parts] = await ask(s, 'echo', Array.from({ length: 10 }, (_, i) => Buffer.from([i])));
  assert.deepEqual(parts.map((part) => part[0]), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  s.emit('echo', Array.from({ length: 11 }, () => Buffer.from([1])));
  await next(s, 'disconnect');
});

check('a message over maxPayload ends the connection', async () => {
  const s = await connected();
  assert.deepEqual(await ask(s, 'echo', 'x'.repeat(900000)), ['x'.repeat(900000)]);
  s.emit('echo', 'x'.repeat(1000001));
  await next(s, 'disconnect');
});

check('rooms: joined, spoken in, typed in, left', async () => {
  const alice = await connected('/', { query: { client_id: 'alice' } });
  const bob = await connected('/', { query: { client_id: 'bob' } });
  const stranger = await connected();
  stranger.on('message', () => { stranger.heard = true; });
  assert.deepEqual(await ask(bob, 'join_room', { roomId: 'hall' }), [{ success: true, roomId: 'hall' }]);
  const joined = next(bob, 'user_joined');
  await ask(alice, 'join_room', { roomId: 'hall' });
  assert.equal((await joined)[0].userId, 'alice');
  const said = next(bob, 'message');
  assert.equal((await ask(alice, 'send_message', { roomId: 'hall', message: 'hi' }))[0].success, true);
  assert.deepEqual(await said, [{ roomId: 'hall', message: 'hi', sender: 'alice' }]);
  const typing = next(bob, 'typing');
  alice.emit('typing', { roomId: 'hall' });
  assert.equal((await typing)[0].userId, 'alice');
  const left = next(bob, 'user_left');
  await ask(alice, 'leave_room', { roomId: 'hall' });
  assert.equal((await left)[0].action, 'left');
  assert.equal((await ask(alice, 'send_message', { roomId: 'hall', message: 'late' }))[0].success, false);
  assert.equal(stranger.heard, undefined);
});

check('a broadcast reaches the others', async () => {
  const alice = await connected('/chat');
  const bob = await connected('/chat');
  alice.on('shout', () => { alice.heard = true; });
  const heard = next(bob, 'shout');
  assert.deepEqual(await ask(alice, 'shout', Buffer.from([1]), 2), [{ success: true }]);
  const [bytes, number] = await heard;
  assert.equal(bytes[0] + number, 3);
  assert.equal(alice.heard, undefined);
});

check('pings are answered, and the connection lives', async () => {
  const s = await connected();
  for (let i = 0; i < 10; i++) await next(s.io, 'ping');
  assert.deepEqual(await ask(s, 'echo', 1), [1]);
});

check('a disconnect by the server is one, and the client may come again', async () => {
  const s = await connected();
  s.emit('kick');
  assert.equal((await next(s, 'disconnect'))[0], 'io server disconnect');
  s.connect();
  await next(s, 'connect');
});

check('a polite end is come back from', async () => {
  const s = await connected();
  s.emit('hang-up');
  assert.equal((await next(s, 'disconnect'))[0], 'transport close');
  await next(s, 'connect');
  assert.deepEqual(await ask(s, 'echo', 1), [1]);
});

check('what was missed is recovered after a cut, in order', async () => {
  const s = await connected('/', {}, recovering);
  const other = await connected('/', {}, recovering);
  await ask(s, 'join_room', { roomId: 'recovered' });
  const joined = next(s, 'user_joined');
  await ask(other, 'join_room', { roomId: 'recovered' });
  await joined;
  const id = s.id;
  const heard = [];
  s.on('message', ({ message }) => heard.push(message));
  const lost = next(s, 'disconnect');
  const back = next(s, 'connect'); // it may come while the others talk
  s.emit('cut');
  await lost;
  for (let i = 0; i < 5; i++) await ask(other, 'send_message', { roomId: 'recovered', message: i });
  await back;
  assert.equal(s.recovered, true);
  assert.equal(s.id, id);
  await ask(other, 'send_message', { roomId: 'recovered', message: 5 });
  while (heard.length < 6) await next(s, 'message');
  assert.deepEqual(heard, [0, 1, 2, 3, 4, 5]);
});

check('nothing is recovered after a disconnect', async () => {
  const s = await connected('/', {}, recovering);
  const id = s.id;
  s.emit('say-back', 1);
  await next(s, 'back');
  s.disconnect().connect();
  await next(s, 'connect');
  assert.equal(s.recovered, false);
  assert.notEqual(s.id, id);
});

check('polling is refused', async () => {
  const [error] = await next(socket('/', { transports: ['polling'], reconnection: false }), 'connect_error');
  assert.equal(error.description, 400);
});

check('a flood comes back whole and in order', async () => {
  const s = await connected();
  const heard = [];
  s.on('back', (number) => heard.push(number));
  for (let i = 0; i < 5000; i++) s.emit('say-back', i);
  while (heard.length < 5000) await next(s, 'back');
  assert.deepEqual(heard, Array.from({ length: 5000 }, (_, i) => i));
});

for (const [what, work] of checks) {
  try {
    await work();
    console.log(`PASS ${what}`);
  } catch (error) {
    console.log(`FAIL ${what}: ${String(error.message).replaceAll('\n', ' | ')}`);
  }
  open.splice(0).forEach((each) => each.disconnect());
}
console.log(`DONE ${checks.length}`);
process.exit(0);
