export * from './assistant-error.ts'
export * from './codes.ts'
export * from './text.ts'
