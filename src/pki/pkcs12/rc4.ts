/** RC4, in which old Windows and NSS wrote certificates. It is read, never written. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i)
  const swap = (i: number, j: number): number => {
    const [a, b] = [state[i] ?? 0, state[j] ?? 0]
    state[i] = b
    state[j] = a
    return (a + b) & 255
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  let [i, j] = [0, 0]
  return data.map((byte) => {
    i = (i + 1) & 255
    j = (j + (state[i] ?? 0)) & 255
    return byte ^ (state[swap(i, j)] ?? 0)
  })
}
