export { openCfcaEscrowedKey } from './escrowed-key.ts'
export { type CfcaKeyFile, openCfcaKeyFile } from './key-file.ts'
