export { createReplacementService, type ReplacementService } from './replacement-service.ts'
