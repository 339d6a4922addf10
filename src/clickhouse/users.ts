/** The users of ClickHouse: what each is for, the file with its password, and the variable that sets it. */
export const clickhouseUsers = {
  writer: { user: 'telemetry_user', secret: 'clickhouse-password', variable: 'CLICKHOUSE_PASSWORD' },
  reader: {
    user: 'telemetry_reader',
    secret: 'clickhouse-reader-password',
    variable: 'TELEMETRY_READER_PASSWORD',
  },
} as const;

export type ClickhouseUser = keyof typeof clickhouseUsers;
