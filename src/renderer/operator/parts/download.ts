import { bytesOf } from '../../live/base64.ts'
/** Saves a file from the server for the person. */
export const download = (name: string, type: string, base64: string): void => {
  const url = URL.createObjectURL(new Blob([bytesOf(base64)], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Some browsers read the address only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
