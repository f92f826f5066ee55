// A plain client of the gesture and AI feed, as its description has it, against `serve --protocol channels`.
// Run: KEEPWIRE_JAR=<jar> node channels-client.mjs
import assert from 'node:assert/strict';
import { Client, call, keepwire } from './kit.mjs';

const serve = keepwire('serve', '--protocol', 'channels', '--heartbeat', '1');
const [, url] = await serve.out.untilLine(/^READY (ws:\S+)$/);
const [, http] = await serve.out.untilLine(/^HTTP (http:\S+)$/);

const aboutNow = (timestamp) => assert.ok(Math.abs(Date.now() - timestamp) < 3_600_000, `${timestamp} is not now`);
const post = (path, body) => call(http, 'POST', path, body);

const client = await Client.open(url);
client.send({ type: 'ping' });
const pong = await client.next();
assert.equal(pong.type, 'pong');
aboutNow(pong.timestamp);

// Gestures and answers are on from the first.
const wave = { type: 'wave', position: { x: 0.5, y: 0.5 }, confidence: 0.92 };
const processed = await post('/api/gesture/process', wave);
assert.equal(processed.status, 200);
const gesture = await client.next();
assert.equal(gesture.type, 'gesture');
aboutNow(gesture.data.timestamp);
assert.deepEqual(gesture.data, { ...wave, timestamp: gesture.data.timestamp });

const inferred = await post('/api/ai/infer', { query: 'What is gesture recognition?', context: {} });
assert.equal(inferred.status, 200);
const answer = await client.next();
assert.equal(answer.type, 'ai_response');
assert.deepEqual(answer.data, inferred.body);
assert.equal(answer.data.query, 'What is gesture recognition?');
assert.equal(typeof answer.data.response, 'string');
assert.deepEqual(Object.keys(answer.data.metadata).sort(), ['inferenceTime', 'model', 'tokenCount']);

// The rest by subscription.
client.send({ type: 'subscribe', channels: ['system', 'error'] });
const subscribed = await client.next();
assert.equal(subscribed.type, 'subscribed');
assert.deepEqual(subscribed.channels, ['system', 'error']);
aboutNow(subscribed.timestamp);

const second = await Client.open(url);
const more = await client.next();
assert.equal(more.type, 'system');
assert.equal(more.data.event, 'connection_count');
assert.equal(more.data.count, 2);

client.send({ type: 'unsubscribe', channels: ['gesture', 'system'] });
const unsubscribed = await client.next();
assert.equal(unsubscribed.type, 'unsubscribed');
assert.deepEqual(unsubscribed.channels, ['gesture', 'system']);

// A gesture goes to whom it still concerns, whoever tells it.
second.send({ type: 'gesture', data: { type: 'point', confidence: 0.7 } });
await post('/api/gesture/process', { type: 'fist' });
assert.equal((await second.next()).data.type, 'fist');
client.send({ type: 'ping' });
assert.equal((await client.next()).type, 'pong', 'no gesture came in between');

// Nonsense is answered, and the connection stays.
for (const nonsense of ['no json', '[]', {}, { type: 'subscribe', channels: 'gesture' }, { type: 7 }]) {
  client.send(nonsense);
  const error = await client.next();
  assert.equal(error.type, 'error');
  assert.equal(error.data.code, 'VALIDATION_ERROR');
  assert.match(error.data.error, /^Invalid message/);
}
assert.equal((await post('/api/gesture/process', { confidence: 'high' })).status, 400);

const { body: metrics } = await call(http, 'GET', '/api/stats');
assert.equal(metrics.activeConnections, 2);
assert.ok(metrics.totalMessages > 10 && metrics.messagesPerSecond > 0 && metrics.errorRate > 0, JSON.stringify(metrics));
assert.ok(metrics.averageLatency > 0, JSON.stringify(metrics));

// The server's heartbeat is a WebSocket ping.
await client.ping();
await Promise.all([client.close(), second.close()]);
await serve.stop();

// One message too many, and one who is not let in.
const strict = keepwire('serve', '--protocol', 'channels', '--rate-limit', '1', '--demand-tokens');
const [, guarded] = await strict.out.untilLine(/^READY (ws:\S+)$/);
assert.equal(await new Client(guarded).closeCode(), 1008);
const fast = await Client.open(guarded, { Authorization: 'Bearer user:alice' });
for (let i = 0; i < 50; i++) fast.send({ type: 'ping' });
const refused = await fast.messages.until((message) => message.type === 'error');
assert.deepEqual([refused.data.error, refused.data.code], ['Rate limit exceeded', 'RATE_LIMIT']);
await fast.close();
const browser = await Client.open(guarded, {}, ['bearer', 'user.alice']);
assert.equal(browser.socket.protocol, 'bearer');
browser.send({ type: 'ping' });
assert.equal((await browser.next()).type, 'pong');
await browser.close();
await strict.stop();
console.log('a plain client of the channels server: understood');
