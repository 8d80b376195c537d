import { createHash } from 'node:crypto'
import { askNpm, root } from '../node24.mjs'
import { stop } from '../say.mjs'

/** A UUID of a text (RFC 9562, version 8). */
const uuidOf = (text) => {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = (bytes[6] & 0x0f) | 0x80
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** npm calls the product by the name of the folder in which it lies. */
const product = { name: 'cert-assistant', type: 'application' }

/** What npm wrote, with the time of the sources and a number that follows from the content. */
export const settledBill = (bill, seconds) => {
  const { serialNumber: _, ...rest } = bill
  const component = { ...bill.metadata.component, ...product }
  const content = {
    ...rest,
    metadata: { ...bill.metadata, timestamp: new Date(seconds * 1000).toISOString(), component },
  }
  const serialNumber = `urn:uuid:${uuidOf(JSON.stringify(content))}`
  const { $schema, bomFormat, specVersion, ...more } = content
  return { $schema, bomFormat, specVersion, serialNumber, ...more }
}

/** The bill of materials (CycloneDX) of all that the product may contain, from the lockfile. npm itself writes it. */
export const billOfMaterials = (seconds) => {
  const args = ['sbom', '--package-lock-only', '--omit', 'dev', '--sbom-format', 'cyclonedx']
  const { code, text } = askNpm(args, { cwd: root })
  if (code !== 0) return stop(`npm sbom: ${text}`, 1)
  return settledBill(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)), seconds)
}
