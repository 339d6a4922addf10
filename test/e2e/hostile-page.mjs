// What a hostile page tries, in a browser. Resolves to what it could read.
globalThis.attack = async (all) => {
  const read = [];
  const attempt = async (what, ask) => {
    try {
      await ask();
      read.push(what);
    } catch {
      // As it should be.
    }
  };
  for (const { base, rebound, paths, writes } of all) {
    for (const place of paths) {
      const url = base + place;
      await attempt(`fetch ${url}`, async () => (await fetch(url)).text());
      await attempt(`fetch ${rebound}${place}`, async () => (await fetch(rebound + place)).text());
      await fetch(url, { mode: 'no-cors' }).catch(() => undefined);
      if (place !== paths[0]) continue;
      await attempt(
        `socket ${url}`,
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      );
    }
    for (const { method, path: place, body } of writes) {
      for (const to of [base, rebound]) {
        navigator.sendBeacon(to + place, body);
        await fetch(to + place, { method: 'POST', mode: 'no-cors', body }).catch(() => undefined);
        await attempt(`${method} ${to}${place}`, async () =>
          (await fetch(to + place, { method, body })).text(),
        );
        const form = document.createElement('form');
        const frame = document.createElement('iframe');
        frame.name = 'sink';
        form.target = 'sink';
        form.method = 'POST';
        form.enctype = 'text/plain';
        form.action = to + place;
        const field = document.createElement('input');
        field.name = body;
        form.append(field);
        document.body.append(frame, form);
        form.submit();
      }
    }
  }
  return read;
};
