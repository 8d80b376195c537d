/** Somewhat above what an authority takes, so that the refusal comes with its sentence. */
const mostBytes = 10 * 1024 * 1024

const readAll = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })

/** The bytes of a file as base64. A file that is far too large is not even read: its length alone says so. */
export const base64Of = (file: File): Promise<string> =>
  readAll(file.size > mostBytes ? new File([file.slice(0, mostBytes + 512)], file.name) : file)
