import { bytesOf } from './base64.ts'

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
