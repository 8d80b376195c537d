export type Ports = {
  /** Where PostgreSQL and Patroni listen. */
  readonly postgres: number
  readonly rest: number
  /** The ways that the other members take to them, and its own way to etcd. */
  readonly postgresForOthers: number
  readonly restForOthers: number
  readonly etcd: number
}

export type MemberPlace = { readonly name: string; readonly dir: string; readonly ports: Ports }

/** What docs/ra-cluster.md recommends, with shorter times, so that a failure is over sooner. */
const inTheCluster = {
  ...{ ttl: 8, loop_wait: 2, retry_timeout: 2 },
  // A server that crashed has this long to come back before another one takes over.
  primary_start_timeout: 4,
  maximum_lag_on_failover: 1_048_576,
  ...{ synchronous_mode: true, synchronous_mode_strict: true, synchronous_node_count: 1 },
  postgresql: {
    use_pg_rewind: true,
    use_slots: true,
    // Only processes end in tests, so nothing is written through to the disk.
    parameters: {
      ...{ fsync: 'off', max_connections: 100, shared_buffers: '32MB', wal_keep_size: '256MB' },
      // A standby is refused by a new primary that has not made its slot yet. It waits for this long, otherwise 5 s.
      wal_retrieve_retry_interval: '500ms',
    },
  },
}

/** The file of one member. JSON is YAML, too. */
export function memberFile({ name, dir, ports }: MemberPlace, bin: string, password: string): string {
  const here = (port: number) => `127.0.0.1:${port}`
  const account = (username: string) => ({ username, password })
  return JSON.stringify({
    ...{ scope: 'authority', name },
    restapi: { listen: here(ports.rest), connect_address: here(ports.restForOthers) },
    // Not `etcd3`: there, Patroni 3.0.2 writes the lock without looking whose it is, so a primary that hung takes it
    // back from the next one. Without `use_proxies` it would ask etcd for its own address, and go past the relay.
    etcd: { host: here(ports.etcd), use_proxies: true },
    bootstrap: {
      dcs: inTheCluster,
      initdb: [{ encoding: 'UTF8' }, { locale: 'C' }, 'data-checksums', 'no-sync'],
    },
    postgresql: {
      ...{ listen: here(ports.postgres), connect_address: here(ports.postgresForOthers) },
      ...{ data_dir: `${dir}/data`, bin_dir: bin, pgpass: `${dir}/pgpass` },
      authentication: { superuser: account('owner'), replication: account('copier') },
      parameters: { unix_socket_directories: '' },
      pg_hba: [
        'host all all 127.0.0.1/32 scram-sha-256',
        'host replication copier 127.0.0.1/32 scram-sha-256',
      ],
    },
    tags: {},
  })
}

/** Sends everybody to the member that says it is the primary, and closes what is open to another one. */
export function proxyFile(port: number, members: readonly MemberPlace[]): string {
  const servers = members.map(
    ({ name, ports }) => `  server ${name} 127.0.0.1:${ports.postgres} check port ${ports.rest}`,
  )
  return `defaults
  mode tcp
  timeout connect 2s
  timeout client 1h
  timeout server 1h
  timeout check 1s
  retries 1
listen database
  bind 127.0.0.1:${port}
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
`
}
