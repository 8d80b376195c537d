const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** Saves a file for the person, in the way of a browser. */
export const saveFile = (fileName: string, base64: string, type: string): void =>
  saveParts(fileName, [base64], type)

/** The same for a long file, which came in parts. */
export const saveParts = (fileName: string, parts: readonly string[], type: string): void => {
  const address = URL.createObjectURL(new Blob(parts.map(bytesOf), { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  // The address must stay until the browser has begun the download.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** The content of a file that the person chose, in the contract's form. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
