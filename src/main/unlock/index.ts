export { createUnlockService, type UnlockService } from './unlock-service.ts'
