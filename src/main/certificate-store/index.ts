export { type CertificateStore, createCertificateStore } from './certificate-store.ts'
export { storeCommands } from './commands.ts'
export { runCommand } from './run-command.ts'
