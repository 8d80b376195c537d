import { mostDocuments } from '../../shared/documents/contract.ts'

/** A folder in a folder in a folder … ends somewhere. */
const deepest = 16

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

/** Null if the file is gone by now, or may not be read. */
const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
  new Promise((resolve) => entry.file(resolve, () => resolve(null)))

/** A browser tells the entries of a folder in portions, and ends with an empty one. */
const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = folder.createReader()
  const portion = () =>
    new Promise<readonly FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])))
  const found: FileSystemEntry[] = []
  for (let some = await portion(); some.length > 0; some = await portion()) {
    found.push(...some)
    if (found.length > mostDocuments) break
  }
  return found
}

const walk = async (entry: FileSystemEntry, files: File[], depth: number): Promise<void> => {
  if (files.length > mostDocuments || depth > deepest) return
  if (isFile(entry)) {
    const file = await fileOf(entry)
    if (file) files.push(file)
  } else if (isFolder(entry)) {
    for (const one of await entriesOf(entry)) await walk(one, files, depth + 1)
  }
}

/** What was dropped, with the files of dropped folders. The list of a drop must be read before anything is awaited. */
export const filesOf = async (data: DataTransfer): Promise<readonly File[]> => {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const plain = [...data.files]
  if (entries.length === 0) return plain
  const files: File[] = []
  for (const entry of entries) await walk(entry, files, 0)
  return files
}
