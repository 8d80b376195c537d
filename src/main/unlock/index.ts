export { createSecretDeposit, type SecretDeposit, type SecretDepositParts } from './secret-deposit.ts'
export { createUnlockService, type UnlockService } from './unlock-service.ts'
