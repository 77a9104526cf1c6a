import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const lastDestination = '192.0.2.1.9'

/** What left a computer that has no network but this one: the names that were asked for, and where packets went. */
export interface RecordedNetwork {
  readonly names: ReadonlySet<string>
  /** The destinations outside of the computer, as tcpdump writes them, other than the name server's. */
  readonly strangers: ReadonlySet<string>
  close(): Promise<void>
}

/**
 * Records inside a network namespace whose every address leads back to it (`enterNamespace`). A name server answers
 * 127.0.0.1 for `served`, where something of ours listens, and another address, which the recorder notes, for every other
 * name.
 */
export async function recordNetwork(served: readonly string[]): Promise<RecordedNetwork> {
  const names = new Set<string>()
  const strangers = new Set<string>()
  const server = createSocket('udp4', (query, from) => {
    const name = nameIn(query)
    names.add(name)
    server.send(answerTo(query, served.includes(name) ? [127, 0, 0, 1] : [198, 51, 100, 1]), from.port, from.address)
  })
  server.bind(53, '0.0.0.0')
  await once(server, 'listening')
  // Every first packet of a connection, and every datagram, that is for somewhere else.
  const first = '(tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn) or udp or (ip6 and not dst ::1)'
  const filter = `(${first}) and not dst net 127.0.0.0/8 and not port 53`
  const tcpdump = spawn('tcpdump', ['-i', 'lo', '-nn', '-l', '--immediate-mode', filter])
  const [started] = (await once(createInterface(tcpdump.stderr), 'line')) as [string]
  if (/denied|error/i.test(started)) throw new Error(started)
  let sawLast: () => void = () => undefined
  const last = new Promise<void>((resolve) => {
    sawLast = resolve
  })
  createInterface(tcpdump.stdout).on('line', (line) => {
    const destination = / > (\S+):/.exec(line)?.[1] ?? line
    if (destination === lastDestination) sawLast()
    else strangers.add(destination)
  })
  return {
    names,
    strangers,
    async close() {
      // What came before this packet has been seen once it is.
      const sender = createSocket('udp4')
      sender.send('last', 9, '192.0.2.1')
      await last
      sender.close()
      tcpdump.kill()
      server.close()
    },
  }
}

/**
 * Returns the command that runs another one in a network namespace of its own, where every address is this computer. It has
 * a network card as well: WebRTC sends nothing from a computer that has none.
 */
export function inNamespace(command: readonly string[]): readonly string[] {
  const script = [
    'ip link set lo up',
    'ip link add card type veth peer name other-end',
    'ip address add 198.51.100.2/32 dev card',
    'ip link set card up',
    'ip link set other-end up',
    'ip route add local 0.0.0.0/0 dev lo',
    '{ ip -6 route add local ::/0 dev lo || true; }',
    'exec "$@"',
  ].join(' && ')
  return ['unshare', '--net', '--', 'sh', '-c', script, '--', ...command]
}

/** Returns the name that a query asks for (RFC 1035, 4.1). */
function nameIn(query: Buffer): string {
  const labels: string[] = []
  for (let at = 12; query[at] !== undefined && query[at] !== 0; at += 1 + (query[at] ?? 0)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)))
  }
  return labels.join('.').toLowerCase()
}

/** Returns an answer with one address to a question for an address of IPv4, and one without any to other questions. */
function answerTo(query: Buffer, address: readonly number[]): Buffer {
  let end = 12
  while (query[end] !== 0) end += 1 + (query[end] ?? 0)
  const isForIPv4 = query.readUInt16BE(end + 1) === 1
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(0x81_80, 2)
  head.writeUInt16BE(isForIPv4 ? 1 : 0, 6)
  head.writeUInt32BE(0, 8)
  const record = [0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...address]
  return Buffer.concat([head, query.subarray(12, end + 5), Buffer.from(isForIPv4 ? record : [])])
}
