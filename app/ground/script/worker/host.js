// The host of a script. native are functions in Go that take and return only strings,
// numbers, arrays and buffers. It returns how to call the script's function.
(function (native) {
  'use strict';

  const { parse, stringify } = JSON;
  const { assign, defineProperty, freeze } = Object;
  const isArray = Array.isArray;

  function expose(name, value) {
    defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }

  // lazily exposes what make returns, which is made when it is first used: a runtime is for
  // one run, and few scripts use everything. It returns a function that returns it.
  function lazily(name, make) {
    let made;
    const get = () => made || (made = make());
    const set = (value) => expose(name, value);
    defineProperty(globalThis, name, { get, set, configurable: true, enumerable: false });
    return get;
  }

  // goja has no asynchronous generators; lowered ones look for this symbol.
  defineProperty(Symbol, 'asyncIterator', { value: Symbol.for('Symbol.asyncIterator') });

  // shown is how console shows a value.
  function shown(value) {
    if (typeof value === 'string') return value;
    if (value instanceof Error) return described(value).message;
    if (typeof value !== 'object' || value === null) return String(value);
    try {
      return stringify(value);
    } catch (e) {
      return '[object]';
    }
  }

  function write(...values) {
    native.log(values.map(shown).join(' '));
  }

  expose('console', freeze({ log: write, info: write, warn: write, error: write, debug: write }));

  expose('atob', (text) => native.atob(String(text)));
  expose('btoa', (text) => native.btoa(String(text)));

  lazily('TextEncoder', () => {
    return class TextEncoder {
      get encoding() {
        return 'utf-8';
      }

      encode(text = '') {
        return new Uint8Array(native.encode(String(text)));
      }
    };
  });

  const searchParamsClass = lazily('URLSearchParams', () => {
    return class URLSearchParams {
      #pairs = [];
      #changed = () => {};

      constructor(init = '', changed) {
        if (changed) this.#changed = changed;
        if (typeof init === 'string') {
          this.#pairs = native.parseQuery(init.startsWith('?') ? init.slice(1) : init);
        } else if (init && typeof init[Symbol.iterator] === 'function') {
          for (const [name, value] of init) this.#pairs.push([String(name), String(value)]);
        } else {
          for (const name of Object.keys(init || {})) this.#pairs.push([name, String(init[name])]);
        }
      }

      append(name, value) {
        this.#pairs.push([String(name), String(value)]);
        this.#changed(this);
      }

      delete(name) {
        this.#pairs = this.#pairs.filter((pair) => pair[0] !== String(name));
        this.#changed(this);
      }

      get(name) {
        const pair = this.#pairs.find((pair) => pair[0] === String(name));
        return pair ? pair[1] : null;
      }

      getAll(name) {
        return this.#pairs.filter((pair) => pair[0] === String(name)).map((pair) => pair[1]);
      }

      has(name) {
        return this.#pairs.some((pair) => pair[0] === String(name));
      }

      set(name, value) {
        const first = this.#pairs.find((pair) => pair[0] === String(name));
        if (!first) return this.append(name, value);
        first[1] = String(value);
        this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== String(name));
        this.#changed(this);
      }

      sort() {
        this.#pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
        this.#changed(this);
      }

      forEach(visit) {
        for (const [name, value] of this.#pairs) visit(value, name, this);
      }

      keys() {
        return this.#pairs.map((pair) => pair[0]).values();
      }

      values() {
        return this.#pairs.map((pair) => pair[1]).values();
      }

      entries() {
        return this.#pairs.map((pair) => [pair[0], pair[1]]).values();
      }

      [Symbol.iterator]() {
        return this.entries();
      }

      toString() {
        return native.formatQuery(this.#pairs);
      }
    };
  });

  const urlClass = lazily('URL', () => {
    return class URL {
      #parts;
      #params;

      constructor(address, base) {
        this.#parts = native.parseURL(String(address), base === undefined ? '' : String(base));
        this.#params = new (searchParamsClass())(this.#parts.search, (params) => {
          const query = params.toString();
          this.#parts.search = query ? '?' + query : '';
        });
      }

      get protocol() { return this.#parts.protocol; }
      get username() { return this.#parts.username; }
      get password() { return this.#parts.password; }
      get hostname() { return this.#parts.hostname; }
      get port() { return this.#parts.port; }
      get host() { return this.#parts.hostname + (this.#parts.port ? ':' + this.#parts.port : ''); }
      get pathname() { return this.#parts.pathname; }
      get search() { return this.#parts.search; }
      get searchParams() { return this.#params; }
      get hash() { return this.#parts.hash; }
      get origin() { return this.#parts.hostname ? this.protocol + '//' + this.host : 'null'; }

      set pathname(path) {
        path = String(path);
        this.#parts.pathname = native.escapePath(path.startsWith('/') ? path : '/' + path);
      }

      set search(query) {
        query = String(query);
        this.#parts = native.parseURL(this.#with(query && !query.startsWith('?') ? '?' + query : query, this.hash), '');
        this.#params = new (searchParamsClass())(this.#parts.search, (params) => {
          const text = params.toString();
          this.#parts.search = text ? '?' + text : '';
        });
      }

      set hash(fragment) {
        fragment = String(fragment);
        this.#parts = native.parseURL(this.#with(this.search, fragment && !fragment.startsWith('#') ? '#' + fragment : fragment), '');
      }

      #with(search, hash) {
        const { protocol, username, password, pathname, opaque } = this.#parts;
        if (opaque) return protocol + opaque + search + hash;
        const user = username || password ? username + (password ? ':' + password : '') + '@' : '';
        return protocol + '//' + user + this.host + pathname + search + hash;
      }

      get href() { return this.#with(this.search, this.hash); }
      toString() { return this.href; }
      toJSON() { return this.href; }
    };
  });

  const headersClass = lazily('Headers', () => {
    return class Headers {
      #pairs = new Map();

      constructor(init = {}) {
        const pairs = init && typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init || {});
        for (const [name, value] of pairs) this.append(name, value);
      }

      append(name, value) {
        const present = this.get(name);
        this.set(name, present === null ? value : present + ', ' + value);
      }

      set(name, value) { this.#pairs.set(String(name).toLowerCase(), String(value).trim()); }
      get(name) {
        const value = this.#pairs.get(String(name).toLowerCase());
        return value === undefined ? null : value;
      }
      has(name) { return this.#pairs.has(String(name).toLowerCase()); }
      delete(name) { this.#pairs.delete(String(name).toLowerCase()); }
      forEach(visit) { this.#pairs.forEach((value, name) => visit(value, name, this)); }
      keys() { return this.#pairs.keys(); }
      values() { return this.#pairs.values(); }
      entries() { return this.#pairs.entries(); }
      [Symbol.iterator]() { return this.entries(); }
    };
  });

  // bodyOf returns the bytes of a request's body and the type that it implies.
  function bodyOf(body) {
    if (body === undefined || body === null) return [undefined, ''];
    if (body instanceof ArrayBuffer) return [body, ''];
    if (ArrayBuffer.isView(body)) return [body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength), ''];
    if (body instanceof searchParamsClass()) return [native.encode(body.toString()), 'application/x-www-form-urlencoded;charset=UTF-8'];
    return [native.encode(String(body)), 'text/plain;charset=UTF-8'];
  }

  lazily('fetch', () => {
    class Response {
      #body;
      #used = false;

      constructor(head, body) {
        this.status = head.status;
        this.statusText = head.statusText || '';
        this.ok = head.status >= 200 && head.status < 300;
        this.url = head.url || '';
        this.redirected = Boolean(head.redirected);
        this.type = 'basic';
        this.headers = new (headersClass())(head.headers || []);
        this.#body = body;
      }

      get bodyUsed() { return this.#used; }

      #take() {
        if (this.#used) throw new TypeError('the body has already been read');
        this.#used = true;
        return this.#body;
      }

      async text() { return native.decode(this.#take()); }
      async json() { return parse(native.decode(this.#take())); }
      async arrayBuffer() { return this.#take(); }
    }

    return async function fetch(resource, options = {}) {
      const method = String(options.method || 'GET').toUpperCase();
      const headers = new (headersClass())(options.headers);
      const [body, type] = bodyOf(options.body);
      if (body && (method === 'GET' || method === 'HEAD')) throw new TypeError('a ' + method + ' request has no body');
      if (type && !headers.has('content-type')) headers.set('content-type', type);
      const redirect = options.redirect || 'follow';
      const request = { method, url: new (urlClass())(resource).href, headers: [...headers], manual: redirect !== 'follow' };
      const [head, content] = await native.fetch(stringify(request), body);
      const response = new Response(parse(head), content);
      if (redirect === 'error' && response.status >= 300 && response.status < 400 && response.headers.has('location')) {
        throw new TypeError('unexpected redirect');
      }
      return response;
    };
  });

  // described is the message and the stack of what was thrown.
  function described(thrown) {
    try {
      if (thrown instanceof Error) {
        const name = String(thrown.name), message = String(thrown.message);
        return { message: name === 'Error' ? message : name + ': ' + message, stack: String(thrown.stack) };
      }
      return { message: typeof thrown === 'object' ? stringify(thrown) : String(thrown), stack: '' };
    } catch (e) {
      return { message: 'the script threw a value that cannot be shown', stack: '' };
    }
  }

  const api = freeze({
    denyAccess(message) {
      native.deny(message === undefined ? '' : String(message));
    },
  });

  async function call(f, input) {
    let result;
    try {
      result = await f(assign(parse(input), { api }));
    } catch (e) {
      const { message, stack } = described(e);
      return native.thrown(message, stack);
    }
    try {
      if (typeof result !== 'object' || result === null || isArray(result)) {
        return native.unfit('the script did not return an object');
      }
      const text = stringify(result);
      if (typeof text !== 'string' || text[0] !== '{') return native.unfit('the script did not return an object');
      native.returned(text);
    } catch (e) {
      native.unfit('the result is no JSON: ' + described(e).message);
    }
  }

  return { call, described };
})
