export * from './assistant-error.ts'
export type * from './codes.ts'
export type { ErrorText } from './entry.ts'
export * from './text.ts'
