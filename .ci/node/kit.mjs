// Programs and sockets as the checks need them: each wait is for a line, a message or an end, and gives up loudly.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import WebSocket from 'ws';

const PATIENCE = Number(process.env.PATIENCE_SECONDS ?? 60) * 1000;

/** Things in the order in which they came, taken one by one; whoever waits too long, or past the end, fails. */
class Stream {
  #waiting = [];
  #came = [];
  #end = null;

  constructor(name) {
    this.name = name;
  }

  add(thing) {
    const taker = this.#waiting.shift();
    taker ? taker.done(thing) : this.#came.push(thing);
  }

  end(why) {
    this.#end ??= why;
    this.#waiting.splice(0).forEach((taker) => taker.fail(new Error(`${this.name} ended (${why})`)));
  }

  next() {
    if (this.#came.length > 0) return Promise.resolve(this.#came.shift());
    if (this.#end !== null) return Promise.reject(new Error(`${this.name} ended (${this.#end})`));
    const nothing = new Error(`${this.name}: nothing came`); // made here, so that it tells who waited
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(nothing), PATIENCE);
      const settled = (act) => (value) => { clearTimeout(late); act(value); };
      this.#waiting.push({ done: settled(resolve), fail: settled(reject) });
    });
  }

  /** The next one that fits; what came before it is skipped. */
  async until(fits) {
    for (;;) {
      const thing = await this.next();
      if (fits(thing)) return thing;
    }
  }

  async untilLine(pattern) {
    return (await this.until((line) => pattern.test(line))).match(pattern);
  }
}

/** A child process of ours; `stop` ends it, and so does the end of the check. */
export class Program {
  static #all = new Set();

  static {
    process.on('exit', () => Program.#all.forEach((program) => program.child.kill('SIGKILL')));
  }

  constructor(command, ...args) {
    const name = `${command} ${args.join(' ')}`;
    this.child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.out = new Stream(`stdout of ${name}`);
    this.err = new Stream(`stderr of ${name}`);
    createInterface({ input: this.child.stdout }).on('line', (line) => this.out.add(line));
    createInterface({ input: this.child.stderr }).on('line', (line) => this.err.add(line));
    Program.#all.add(this);
    this.ended = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (code, signal) => {
        Program.#all.delete(this);
        this.out.end(code ?? signal);
        this.err.end(code ?? signal);
        resolve(code ?? signal);
      });
    });
  }

  /** The exit code; fails if the program goes on for too long. */
  exit() {
    return within(this.ended, 'a program did not end');
  }

  stop() {
    this.child.kill('SIGKILL');
    return this.exit();
  }
}

/** A command of the jar that is under test. */
export function keepwire(...args) {
  const { JAVA_HOME: home, KEEPWIRE_JAR: jar } = process.env;
  return new Program(home ? `${home}/bin/java` : 'java', '-XX:TieredStopAtLevel=1', '-jar', jar, ...args);
}

/** One of the plain servers of this folder. */
export function plainServer(file, port = 0) {
  return new Program(process.execPath, new URL(file, import.meta.url).pathname, String(port));
}

/** A client of the `ws` package, and nothing of ours. */
export class Client {
  constructor(url, headers = {}, subprotocols = []) {
    this.socket = new WebSocket(url, subprotocols, { headers });
    this.messages = new Stream(`messages from ${url}`);
    this.closed = new Promise((resolve) => this.socket.on('close', resolve));
    this.opened = new Promise((resolve, reject) => this.socket.on('open', resolve).on('error', reject));
    this.opened.catch(() => {});
    this.socket.on('message', (data, binary) => this.messages.add(binary ? data : JSON.parse(data)));
    this.closed.then((code) => this.messages.end(code));
  }

  static async open(url, headers, subprotocols) {
    const client = new Client(url, headers, subprotocols);
    await within(client.opened, `no connection to ${url}`);
    return client;
  }

  send(message) {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  next() {
    return this.messages.next();
  }

  /** Waits for a WebSocket ping, which `ws` answers by itself. */
  ping() {
    return within(new Promise((resolve) => this.socket.once('ping', resolve)), 'the server did not ping');
  }

  closeCode() {
    return within(this.closed, 'the server did not close');
  }

  close() {
    this.socket.close(1000);
    return this.closed;
  }
}

/** Calls the HTTP side with JSON. */
export async function call(base, method, path, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await within(fetch(base + path, { method, headers, body: text }), `${path} did not answer`);
  return { status: reply.status, body: await reply.json() };
}

/** Asks again until the answer fits. */
export async function eventually(ask, fits) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function within(promise, complaint) {
  let late;
  const tooLong = new Error(complaint);
  const tooLate = new Promise((_, reject) => {
    late = setTimeout(() => reject(tooLong), PATIENCE);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(late));
}
