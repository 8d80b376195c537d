export { createSecretDeposit, type SecretDeposit, type SecretDepositParts } from './secret-deposit.ts'
export { createUnlockService, type UnlockService, type UnlockWho } from './unlock-service.ts'
