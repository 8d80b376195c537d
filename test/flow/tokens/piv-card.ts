import { constants, type KeyObject, privateEncrypt } from 'node:crypto'
import { connect, type Socket } from 'node:net'

// A smart card in software, for the reader that vsmartcard-vpcd adds to pcscd: as much of PIV (NIST SP 800-73-4) as
// OpenSC needs to show one certificate and sign with its key.

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

/** One BER-TLV object. */
const tlv = (tag: string, ...parts: readonly Uint8Array[]): Buffer => {
  const value = Buffer.concat(parts)
  const { length } = value
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([hex(tag), Buffer.from(size), value])
}

const readTlv = (bytes: Buffer): { readonly tag: number; readonly value: Buffer; readonly rest: Buffer } => {
  const first = bytes[1] ?? 0
  const more = first > 128 ? first - 128 : 0
  const length = more === 0 ? first : bytes.readUIntBE(2, more)
  const start = 2 + more
  return {
    tag: bytes[0] ?? 0,
    value: bytes.subarray(start, start + length),
    rest: bytes.subarray(start + length),
  }
}

const status = {
  ok: hex('9000'),
  notFound: hex('6a82'),
  security: hex('6982'),
  unknown: hex('6d00'),
  blocked: hex('6983'),
}
const application = hex('a000000308')
const answerToReset = hex('3b80800101')
const empty = Buffer.alloc(0)

export type PivCardSettings = {
  readonly certificate: Uint8Array
  readonly key: KeyObject
  readonly pin: string
  /** 16 bytes in hex, from which OpenSC makes the serial number. */
  readonly guid: string
}

const objectsOf = ({ certificate, guid }: PivCardSettings): ReadonlyMap<string, Buffer> => {
  const agency = tlv('30', hex('d4e739da739ced39ce739d836858210842108421c84210c3eb'))
  const holder = [agency, tlv('34', hex(guid)), tlv('35', Buffer.from('20401231')), tlv('3e'), tlv('fe')]
  const capability = [
    tlv('f0', hex(`a000000116ff02${guid.slice(0, 28)}`)),
    tlv('f1', hex('21')),
    tlv('f2', hex('21')),
    ...['f3', 'f4', 'f5', 'f6', 'f7', 'fa', 'fb', 'fc', 'fd', 'fe'].map((tag) =>
      tlv(tag, tag === 'f4' ? hex('00') : tag === 'f5' ? hex('10') : empty),
    ),
  ]
  return new Map([
    ['5fc102', tlv('53', ...holder)],
    ['5fc107', tlv('53', ...capability)],
    ['7e', tlv('7e', tlv('4f', hex('a000000308000010000100')), tlv('5f2f', hex('4000')))],
    ['5fc105', tlv('53', tlv('70', certificate), tlv('71', hex('00')), tlv('fe'))],
  ])
}

/** The card's answers, APDU by APDU. */
class PivApplet {
  readonly #settings: PivCardSettings
  readonly #objects: ReadonlyMap<string, Buffer>
  #rest: Buffer = empty
  #chained: Buffer = empty
  #expected = 256
  #tries = 3
  #verified = false

  constructor(settings: PivCardSettings) {
    this.#settings = settings
    this.#objects = objectsOf(settings)
  }

  reset(): void {
    this.#rest = this.#chained = empty
    this.#verified = false
  }

  answer(command: Buffer): Buffer {
    const [classByte = 0, instruction = 0] = command
    const data = command.length > 5 ? command.subarray(5, 5 + (command[4] ?? 0)) : empty
    // ISO 7816-4 5.1.1: bit 5 of the class says that more of the command follows.
    if ((classByte & 0x10) !== 0) {
      this.#chained = Buffer.concat([this.#chained, data])
      return status.ok
    }
    this.#expected = expectedLength(command, data.length)
    const whole = Buffer.concat([this.#chained, data])
    this.#chained = empty
    return this.#do(instruction, command, whole)
  }

  #do(instruction: number, command: Buffer, data: Buffer): Buffer {
    switch (instruction) {
      case 0xa4:
        return this.#select(data)
      case 0xc0:
        return this.#give(this.#rest)
      case 0xcb:
        return this.#read(data)
      case 0x20:
        return this.#verify(data)
      case 0x87:
        return this.#sign(data)
      default:
        return command.length === 0 ? empty : status.unknown
    }
  }

  #select(name: Buffer): Buffer {
    if (!name.subarray(0, application.length).equals(application)) return status.notFound
    return this.#give(tlv('61', tlv('4f', hex('000010000100')), tlv('79', tlv('4f', application))))
  }

  #read(data: Buffer): Buffer {
    const object = this.#objects.get(readTlv(data).value.toString('hex'))
    return object === undefined ? status.notFound : this.#give(object)
  }

  #verify(pin: Buffer): Buffer {
    const left = () => Buffer.of(0x63, 0xc0 | this.#tries)
    if (this.#tries === 0) return status.blocked
    if (pin.length === 0) return this.#verified ? status.ok : left()
    this.#verified = pin.toString('latin1').replace(/\xff+$/, '') === this.#settings.pin
    this.#tries = this.#verified ? 3 : this.#tries - 1
    return this.#verified ? status.ok : left()
  }

  // SP 800-73-4 3.2.4: template 7C, with an empty 82 for the answer and the padded block in 81.
  #sign(data: Buffer): Buffer {
    if (!this.#verified) return status.security
    let inside = readTlv(data).value
    let block: Buffer = empty
    while (inside.length > 0) {
      const part = readTlv(inside)
      if (part.tag === 0x81) block = part.value
      inside = part.rest
    }
    const padding = constants.RSA_NO_PADDING
    return this.#give(tlv('7c', tlv('82', privateEncrypt({ key: this.#settings.key, padding }, block))))
  }

  // What exceeds the requested length is fetched piece by piece (GET RESPONSE).
  #give(bytes: Buffer): Buffer {
    this.#rest = bytes.subarray(this.#expected)
    const left = Math.min(this.#rest.length, 255)
    return Buffer.concat([bytes.subarray(0, this.#expected), left > 0 ? Buffer.of(0x61, left) : status.ok])
  }
}

// ISO 7816-4 5.1: Le is the last byte, and 0 means 256. Without Le the whole answer may come.
const expectedLength = (command: Buffer, data: number): number => {
  const last = command.length === 5 ? command[4] : command[5 + data]
  return last === undefined || last === 0 ? 256 : last
}

/** A card that is put into the virtual reader and taken out again. */
export class PivCard {
  readonly #settings: PivCardSettings
  #socket: Socket | null = null

  constructor(settings: PivCardSettings) {
    this.#settings = settings
  }

  insert(port: number): Promise<void> {
    const applet = new PivApplet(this.#settings)
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket = socket
    let waiting: Buffer = empty
    socket.on('data', (part: Buffer) => {
      waiting = Buffer.concat([waiting, part])
      while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
        const message = waiting.subarray(2, 2 + waiting.readUInt16BE(0))
        waiting = waiting.subarray(2 + message.length)
        const answer = message.length === 1 ? control(applet, message[0] ?? 0) : applet.answer(message)
        if (answer !== null) send(socket, answer)
      }
    })
    return new Promise((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
  }

  remove(): void {
    this.#socket?.destroy()
    this.#socket = null
  }
}

const send = (socket: Socket, bytes: Buffer): void => {
  socket.write(Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]))
}

// vpcd's one-byte messages: 0 power off, 1 power on, 2 reset, 4 asks for the answer to reset.
const control = (applet: PivApplet, message: number): Buffer | null => {
  if (message === 4) return answerToReset
  applet.reset()
  return null
}
