export { createUnlockService, type UnlockService, type UnlockWho } from './unlock-service.ts'
