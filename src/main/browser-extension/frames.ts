/** Messages behind their length in four bytes, little-endian: the form of native messaging (browsers' own order). */
export const framed = (message: unknown): Buffer => {
  const body = Buffer.from(JSON.stringify(message))
  const head = Buffer.alloc(4)
  head.writeUInt32LE(body.length)
  return Buffer.concat([head, body])
}

/** Takes bytes as they come and gives whole messages; throws at one that is longer than allowed, or no JSON. */
export const createUnframer = (longest: number, hear: (message: unknown) => void) => {
  let waiting: Buffer[] = []
  let size = 0
  const taken = (count: number): Buffer => {
    const all = Buffer.concat(waiting)
    waiting = [all.subarray(count)]
    size -= count
    return all.subarray(0, count)
  }
  let length: number | null = null
  return (bytes: Buffer): void => {
    waiting.push(bytes)
    size += bytes.length
    for (;;) {
      if (length === null) {
        if (size < 4) return
        length = taken(4).readUInt32LE()
        if (length > longest) throw new Error('a message is too long')
      }
      if (size < length) return
      const text = taken(length).toString('utf8')
      length = null
      hear(JSON.parse(text))
    }
  }
}
