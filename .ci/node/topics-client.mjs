// A plain client of the device monitoring, as its description has it, against `serve --protocol topics`.
// Run: KEEPWIRE_JAR=<jar> node topics-client.mjs
import assert from 'node:assert/strict';
import { Client, call, eventually, keepwire } from './kit.mjs';

const serve = keepwire('serve', '--protocol', 'topics', '--heartbeat', '1');
const [, url] = await serve.out.untilLine(/^READY (ws:\S+)$/);
const [, http] = await serve.out.untilLine(/^HTTP (http:\S+)$/);

const stats = async () => (await call(http, 'GET', '/ws/stats')).body;
const post = (path, body, token = 'admin:root') => call(http, 'POST', path, body, token);
const subscribe = (client, topic) => client.send({ type: 'subscription', data: { topic } });
/** The next message that is no heartbeat; each has a type, data and a timestamp. */
const heard = async (client) => {
  const message = await client.messages.until((next) => next.type !== 'heartbeat');
  assert.deepEqual(Object.keys(message).sort(), ['data', 'timestamp', 'type']);
  assert.ok(!Number.isNaN(Date.parse(message.timestamp)), message.timestamp);
  return message;
};

const alice = await Client.open(`${url}?client_id=dashboard&token=user:alice`);
const other = await Client.open(`${url}?client_id=other`);
const topics = ['device_status', 'device_d1', 'metrics_d1', 'notifications', 'security', 'performance', 'analytics'];
topics.forEach((topic) => subscribe(alice, topic));
const wanted = await eventually(stats, (told) => Object.keys(told.subscription_counts).length === topics.length);
const { messages_per_second: perSecond, average_latency_ms: latency, error_rate: errors, ...counts } = wanted;
assert.ok(perSecond > 0 && latency > 0 && errors === 0, JSON.stringify(wanted));
assert.deepEqual(counts, {
  total_connections: 2,
  active_connections: 2,
  total_users: 1,
  subscription_counts: Object.fromEntries(topics.map((topic) => [topic, 1])),
  average_subscriptions_per_client: topics.length / 2,
});

// Each REST endpoint, and what the subscriber hears of it.
const metrics = { cpu_usage: 45.2, memory_usage: 67.8, battery_level: 85 };
const endpoints = [
  ['/ws/broadcast', { type: 'device_status', data: { devices: ['d1'] }, topic: 'device_status' },
    'device_status', { devices: ['d1'] }],
  ['/ws/send-to-user/alice', { type: 'system_message', data: { text: 'hello' } }, 'system_message', { text: 'hello' }],
  ['/ws/device-alert', { device_id: 'd1', message: 'hot', severity: 'high' },
    'security_alert', { device_id: 'd1', message: 'hot', alert_type: 'device', severity: 'high' }],
  ['/ws/live-metrics', { device_id: 'd1', metrics }, 'live_metrics', { device_id: 'd1', metrics }],
  ['/ws/notification', { title: 'Security Alert', message: 'Suspicious activity detected', type: 'security', severity: 'high' },
    'notification', { title: 'Security Alert', message: 'Suspicious activity detected', type: 'security', severity: 'high' }],
  ['/ws/performance-data', { data: { fps: 60 } }, 'performance_data', { fps: 60 }],
  ['/ws/device-action/d1', { action: 'reboot' }, 'device_action', { device_id: 'd1', action: 'reboot', status: 'started' }],
];
for (const [path, body, type, data] of endpoints) {
  const reply = await post(path, body);
  assert.deepEqual(reply, { status: 200, body: { success: true, recipients: 1 } }, path);
  const message = await heard(alice);
  assert.deepEqual([message.type, message.data], [type, data], path);
}
assert.equal((await post('/ws/start-monitoring/d1', { interval_seconds: 0.2 })).status, 200);
assert.deepEqual((await heard(alice)).data, { device_id: 'd1', status: 'monitoring' });
const live = await heard(alice);
assert.equal(live.type, 'live_metrics');
assert.deepEqual(Object.keys(live.data.metrics), Object.keys(metrics));

// Management is for administrators.
assert.equal((await post('/ws/broadcast', { type: 'a', data: {} }, null)).status, 401);
assert.equal((await post('/ws/broadcast', { type: 'a', data: {} }, 'user:alice')).status, 403);
assert.equal((await post('/ws/send-to-user/nobody', { type: 'a', data: {} })).status, 404);

// Who subscribed to nothing hears what goes to all, and nothing before it.
await post('/ws/broadcast', { type: 'analytics_update', data: { n: 1 } });
assert.equal((await heard(other)).type, 'analytics_update');

// The server says that it is there, and takes the answer.
await other.messages.until((message) => message.type === 'heartbeat');
other.send({ type: 'heartbeat', data: {}, timestamp: new Date().toISOString() });

// Nonsense is answered, and the connection stays.
for (const nonsense of ['no json', { data: {} }, { type: 'subscription' }, { type: 'subscription', data: { topic: '' } }]) {
  other.send(nonsense);
  const error = await heard(other);
  assert.equal(error.type, 'error');
  assert.equal(error.data.code, 'VALIDATION_ERROR');
}

other.send({ type: 'unsubscription', data: { topic: 'never' } });
topics.forEach((topic) => alice.send({ type: 'unsubscription', data: { topic } }));
await eventually(stats, (told) => Object.keys(told.subscription_counts).length === 0);
await Promise.all([alice.close(), other.close()]);
assert.equal((await eventually(stats, (told) => told.active_connections === 0)).total_connections, 2);
await serve.stop();

const strict = keepwire('serve', '--protocol', 'topics', '--demand-tokens');
const [, guarded] = await strict.out.untilLine(/^READY (ws:\S+)$/);
assert.equal(await new Client(guarded).closeCode(), 1008);
const root = await Client.open(`${guarded}?token=admin:root`);
await root.close();
await strict.stop();
console.log('a plain client of the topics server: understood');
