export type { PageCertificate, Signed } from '../shared/web-signing/wire.ts'
export type {
  Assistant,
  AssistantEvent,
  SignedCms,
  SignRequest,
} from './browser/assistant.ts'
export { type ConnectOptions, connect } from './browser/connect.ts'
export type { Content } from './browser/content.ts'
export { AssistantFailure, explain, type FailureCode, type Language } from './browser/failure.ts'
export type { Via } from './browser/line.ts'
export type { SofFunctions } from './sof/functions.ts'
export { connectSof, type Sof, type SofOptions } from './sof/sof.ts'
