/** Settings that between them use every part of the collector's configuration. */
export const variants = {
  person: { privacy: { person: 'hash' }, labels: { shared: ['user', 'branch'] } },
  open: {
    privacy: { person: 'keep', prompts: 'keep', responses: 'keep', tools: 'keep' },
    labels: { shared: [] },
  },
  exports: {
    export: {
      otlp: [
        {
          name: 'one',
          protocol: 'grpc',
          endpoint: 'https://one.example:4317',
          headers: { authorization: 'token' },
        },
        { name: 'two', protocol: 'http', endpoint: 'http://two.example/otlp', temporality: 'cumulative' },
        { name: 'three', endpoint: 'http://three.example', signals: ['logs'], temporality: 'cumulative' },
      ],
      file: { enabled: true },
      debug: true,
    },
  },
  defaults: {},
} as const;
