// Our client, on each transport, against the plain servers of this folder; both are restarted in the middle.
// Run: KEEPWIRE_JAR=<jar> node our-client.mjs
import assert from 'node:assert/strict';
import { call, keepwire, plainServer } from './kit.mjs';

/** A plain server that can be killed and started again where it was. */
class Backend {
  static async start(file) {
    const backend = new Backend();
    backend.file = file;
    backend.port = 0;
    await backend.#run();
    return backend;
  }

  async #run() {
    this.program = plainServer(this.file, this.port);
    [, this.port] = await this.program.out.untilLine(/^READY (\d+)$/);
  }

  async restart() {
    await this.program.stop();
    await this.#run();
  }

  /** Waits until a client said this. */
  hears(pattern) {
    return this.program.out.untilLine(pattern);
  }

  post(path, body) {
    return call(`http://127.0.0.1:${this.port}`, 'POST', path, body);
  }
}

async function printed(listen, expected) {
  const { payload, ...rest } = JSON.parse(await listen.out.next());
  delete payload.timestamp;
  assert.deepEqual({ ...rest, payload }, expected);
}

async function channels(transport) {
  const backend = await Backend.start('channels-server.mjs');
  const where = ['--url', `ws://127.0.0.1:${backend.port}`, '--protocol', 'channels', '--transport', transport];
  const gesture = (type) => ({ event: 'gesture', channel: 'gesture', payload: { type } });
  const settled = async () => {
    await backend.hears(/^subscribe gesture$/);
    await backend.hears(/^unsubscribe ai_response$/);
  };

  const listen = keepwire('listen', ...where, '--channel', 'gesture', '--count', '4', '--json', '--timeout', '50');
  await settled();
  await listen.err.untilLine(/^READY$/);
  await backend.post('/api/ai/infer', { query: 'nobody asked for it' });
  await backend.post('/api/gesture/process', { type: 'wave' });
  await printed(listen, gesture('wave'));
  await backend.post('/camera/gone', {});
  await printed(listen, { event: 'error', payload: { error: 'Camera unavailable', code: 'CAMERA_ERROR' } });

  const send = keepwire('send', ...where, '--event', 'gesture', '--data', '{"type":"point"}');
  assert.equal(await send.out.next(), 'accepted=1 sent=1 acked=0 failed=0');
  assert.equal(await send.exit(), 0);
  await printed(listen, gesture('point'));

  await backend.restart();
  await listen.err.untilLine(/^connection lost/);
  await settled();
  await backend.post('/api/ai/infer', { query: 'still not' });
  await backend.post('/api/gesture/process', { type: 'fist' });
  await printed(listen, gesture('fist'));
  assert.equal(await listen.exit(), 0);
  await backend.program.stop();
  console.log(`our client on ${transport}, a plain channels server: understood`);
}

async function topics(transport) {
  const backend = await Backend.start('topics-server.mjs');
  const where = ['--url', `ws://127.0.0.1:${backend.port}/ws`, '--protocol', 'topics', '--transport', transport];
  const publish = (topic, type, data) =>
    backend.post(`/ws/broadcast${topic ? `?topic=${topic}` : ''}`, { type, data });
  const status = (battery) => ({ event: 'device_status', channel: 'device_status', payload: { battery } });

  const wanted = ['--channel', 'device_status', '--channel', 'notifications'];
  const listen = keepwire('listen', ...where, ...wanted, '--count', '3', '--json', '--timeout', '50');
  assert.equal((await backend.hears(/^client (\w+)$/))[1], 'true', 'client_id is in the query');
  await backend.hears(/^subscription device_status$/);
  await backend.hears(/^subscription notifications$/);
  await listen.err.untilLine(/^READY$/);
  await publish('security', 'security_alert', { to: 'nobody' });
  await publish('device_status', 'device_status', { battery: 80 });
  await printed(listen, status(80));
  await backend.hears(/^heartbeat/);

  await backend.restart();
  await backend.hears(/^subscription device_status$/);
  await backend.hears(/^subscription notifications$/);
  await publish('device_status', 'device_status', { battery: 79 });
  await printed(listen, status(79));
  await publish('notifications', 'notification', { title: 'Hi' });
  await printed(listen, { event: 'notification', channel: 'notifications', payload: { title: 'Hi' } });
  assert.equal(await listen.exit(), 0);
  await backend.program.stop();
  console.log(`our client on ${transport}, a plain topics server: understood`);
}

for (const transport of ['jdk', 'okhttp']) {
  await channels(transport);
  await topics(transport);
}
