export { berLength } from './ber.ts'
export { DEFAULT_LIMIT, DerReader, MAX_DEPTH } from './reader.ts'
export { context, TAG } from './tag.ts'
export * as der from './writer.ts'
