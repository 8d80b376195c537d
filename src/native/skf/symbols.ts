/**
 * The kinds of parameters: `handle`; `number` is a ULONG or BOOL; `bytes` any pointer, in or out; `by value` a
 * BLOCKCIPHERPARAM.
 */
export type Kind = 'handle' | 'number' | 'bytes' | 'by value'

/** The functions that are called here, with their parameters (GM/T 0016-2012, chapter 7). Any may be missing. */
export const symbols = {
  SKF_WaitForDevEvent: ['bytes', 'bytes', 'bytes'],
  SKF_CancelWaitForDevEvent: [],
  SKF_EnumDev: ['number', 'bytes', 'bytes'],
  SKF_ConnectDev: ['bytes', 'bytes'],
  SKF_DisConnectDev: ['handle'],
  SKF_GetDevState: ['bytes', 'bytes'],
  SKF_GetDevInfo: ['handle', 'bytes'],
  SKF_LockDev: ['handle', 'number'],
  SKF_UnlockDev: ['handle'],
  SKF_GenRandom: ['handle', 'bytes', 'number'],
  SKF_SetSymmKey: ['handle', 'bytes', 'number', 'bytes'],
  SKF_EncryptInit: ['handle', 'by value'],
  SKF_Encrypt: ['handle', 'bytes', 'number', 'bytes', 'bytes'],
  SKF_DevAuth: ['handle', 'bytes', 'number'],
  SKF_ChangePIN: ['handle', 'number', 'bytes', 'bytes', 'bytes'],
  SKF_GetPINInfo: ['handle', 'number', 'bytes', 'bytes', 'bytes'],
  SKF_VerifyPIN: ['handle', 'number', 'bytes', 'bytes'],
  SKF_UnblockPIN: ['handle', 'bytes', 'bytes', 'bytes'],
  SKF_ClearSecureState: ['handle'],
  SKF_CreateApplication: ['handle', 'bytes', 'bytes', 'number', 'bytes', 'number', 'number', 'bytes'],
  SKF_EnumApplication: ['handle', 'bytes', 'bytes'],
  SKF_OpenApplication: ['handle', 'bytes', 'bytes'],
  SKF_CloseApplication: ['handle'],
  SKF_CreateFile: ['handle', 'bytes', 'number', 'number', 'number'],
  SKF_DeleteFile: ['handle', 'bytes'],
  SKF_EnumFiles: ['handle', 'bytes', 'bytes'],
  SKF_GetFileInfo: ['handle', 'bytes', 'bytes'],
  SKF_ReadFile: ['handle', 'bytes', 'number', 'number', 'bytes', 'bytes'],
  SKF_WriteFile: ['handle', 'bytes', 'number', 'bytes', 'number'],
  SKF_CreateContainer: ['handle', 'bytes', 'bytes'],
  SKF_OpenContainer: ['handle', 'bytes', 'bytes'],
  SKF_CloseContainer: ['handle'],
  SKF_DeleteContainer: ['handle', 'bytes'],
  SKF_EnumContainer: ['handle', 'bytes', 'bytes'],
  SKF_ImportCertificate: ['handle', 'number', 'bytes', 'number'],
  SKF_ExportCertificate: ['handle', 'number', 'bytes', 'bytes'],
  SKF_ExportPublicKey: ['handle', 'number', 'bytes', 'bytes'],
  SKF_GenECCKeyPair: ['handle', 'number', 'bytes'],
  SKF_ImportECCKeyPair: ['handle', 'bytes'],
  SKF_ECCSignData: ['handle', 'bytes', 'number', 'bytes'],
  SKF_RSASignData: ['handle', 'bytes', 'number', 'bytes', 'bytes'],
  SKF_ImportSessionKey: ['handle', 'number', 'bytes', 'number', 'bytes'],
  SKF_DecryptInit: ['handle', 'by value'],
  SKF_Decrypt: ['handle', 'bytes', 'number', 'bytes', 'bytes'],
  SKF_CloseHandle: ['handle'],
  // Decryption with a private key is not in the standard; each maker has names of its own.
  SKF_ECCDecrypt: ['handle', 'bytes', 'bytes', 'bytes'],
  SKF_ECCPrvKeyDecrypt: ['handle', 'bytes', 'bytes', 'bytes'],
  SKF_PrvKeyDecrypt: ['handle', 'number', 'bytes', 'bytes', 'bytes'],
  V_ECCPrvKeyDecrypt: ['handle', 'number', 'bytes', 'bytes', 'bytes'],
} as const satisfies Readonly<Record<string, readonly Kind[]>>

export type SymbolName = keyof typeof symbols

/** Without these nothing can be shown. */
export const indispensable: readonly SymbolName[] = [
  'SKF_EnumDev',
  'SKF_ConnectDev',
  'SKF_DisConnectDev',
  'SKF_GetDevInfo',
  'SKF_EnumApplication',
  'SKF_OpenApplication',
  'SKF_CloseApplication',
  'SKF_EnumContainer',
  'SKF_OpenContainer',
  'SKF_CloseContainer',
]

/** Those of one maker are not missing from the library of another. */
export const isOfOneMaker = (name: SymbolName): boolean => name.endsWith('Decrypt') && name !== 'SKF_Decrypt'
