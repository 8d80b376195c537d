import { compress } from './compress.ts'

const BLOCK = 64
const INITIAL = Int32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
)

/** SM3 of data that arrives in pieces. */
export class Sm3 {
  private readonly state = INITIAL.slice()
  private readonly buffer = new Uint8Array(2 * BLOCK)
  private buffered = 0
  private length = 0

  /** Takes the next piece; returns itself so that calls can be chained. */
  update(data: Uint8Array): this {
    this.length += data.length
    let offset = 0
    if (this.buffered > 0) {
      offset = Math.min(BLOCK - this.buffered, data.length)
      this.buffer.set(data.subarray(0, offset), this.buffered)
      this.buffered += offset
      if (this.buffered < BLOCK) return this
      compress(this.state, this.buffer, 0, 1)
      this.buffered = 0
    }
    const whole = (data.length - offset) >>> 6
    compress(this.state, data, offset, whole)
    const rest = data.subarray(offset + whole * BLOCK)
    this.buffer.set(rest)
    this.buffered = rest.length
    return this
  }

  /** The 32-byte digest of all that was given. The object cannot be used afterwards. */
  digest(): Uint8Array {
    const end = this.buffered < BLOCK - 8 ? BLOCK : 2 * BLOCK
    this.buffer.fill(0, this.buffered, end)
    this.buffer[this.buffered] = 0x80
    const view = new DataView(this.buffer.buffer)
    view.setUint32(end - 8, Math.floor(this.length / 0x20000000))
    view.setUint32(end - 4, this.length << 3)
    compress(this.state, this.buffer, 0, end / BLOCK)
    const out = new Uint8Array(32)
    const words = new DataView(out.buffer)
    this.state.forEach((value, i) => {
      words.setInt32(4 * i, value)
    })
    return out
  }

  /** A second object that continues from the same state. */
  clone(): Sm3 {
    const copy = new Sm3()
    copy.state.set(this.state)
    copy.buffer.set(this.buffer)
    copy.buffered = this.buffered
    copy.length = this.length
    return copy
  }

  /** Overwrites all data that the object holds. */
  wipe(): void {
    this.state.fill(0)
    this.buffer.fill(0)
  }
}

/** SM3 digest (GB/T 32905) of the parts in order, 32 bytes. */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = new Sm3()
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** HMAC-SM3 (RFC 2104 over SM3), 32 bytes. */
export function hmacSm3(key: Uint8Array, data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(BLOCK)
  padded.set(key.length > BLOCK ? sm3(key) : key)
  const inner = sm3(
    padded.map((byte) => byte ^ 0x36),
    data,
  )
  const mac = sm3(
    padded.map((byte) => byte ^ 0x5c),
    inner,
  )
  padded.fill(0)
  return mac
}

/** Key derivation of GB/T 32918.4 5.4.3: `length` bytes of SM3(secret ‖ counter). */
export function sm3Kdf(secret: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length)
  const seeded = new Sm3().update(secret)
  const counter = new DataView(new ArrayBuffer(4))
  for (let i = 0, n = 1; i < length; i += 32, n++) {
    counter.setUint32(0, n)
    const block = seeded.clone().update(new Uint8Array(counter.buffer)).digest()
    out.set(block.subarray(0, Math.min(32, length - i)), i)
  }
  seeded.wipe()
  return out
}
