/**
 * The functions of GM/T 0020 and of the client that most sites were written for, by what they return. Functions that
 * reach devices, containers, keys, folders or programs are left out: the assistant refuses them to every page.
 */
export const sofFunctions = {
  boolean: [
    ...['SOF_Login', 'SOF_LoginEx', 'SOF_Logout', 'SOF_IsLogin', 'SOF_ChangePassWd'],
    ...['SOF_VerifySignedData', 'SOF_VerifySignedDataBase64', 'SOF_VerifySignedMessage'],
    ...['SOF_VerifySignedMessageBase64', 'SOF_VerifySignedHashData', 'SOF_VerifySignedDataXML'],
    ...['SOF_VerifySignedFile', 'SOF_EncryptFile', 'SOF_DecryptFile', 'SOF_TSCompareNonce'],
  ],
  number: [
    ...['SOF_SetSignMethod', 'SOF_GetSignMethod', 'SOF_SetEncryptMethod', 'SOF_GetEncryptMethod'],
    ...['SOF_GetPinRetryCount', 'SOF_GetRetryCount', 'SOF_ValidateCert', 'SOF_GetLastError'],
  ],
  string: [
    ...['SOF_GetUserList', 'SOF_ExportUserCert', 'SOF_ExportExChangeUserCert', 'SOF_GetLastLoginCertID'],
    ...['SOF_GetLastSignDataCertID', 'SOF_GetCertInfo', 'SOF_GetCertInfoByOid', 'SOF_GetCertEntity'],
    ...['SOF_SignData', 'SOF_SignDataBase64', 'SOF_SignHashData', 'SOF_SignFile', 'SOF_SignMessage'],
    ...[
      'SOF_SignMessageBase64',
      'SOF_SignDataXML',
      'SOF_GetInfoFromSignedMessage',
      'SOF_GetXMLSignatureInfo',
    ],
    ...['SOF_EncryptData', 'SOF_EncryptDataEx', 'SOF_DecryptData', 'SOF_PubKeyEncrypt', 'SOF_PriKeyDecrypt'],
    ...['SOF_SymEncryptData', 'SOF_SymDecryptData', 'SOF_GenRandom', 'SOF_Base64Encode', 'SOF_Base64Decode'],
    ...['SOF_HashData', 'SOF_HashFile', 'SOF_HMAC', 'SOF_GetVersion', 'SOF_GetProductVersion'],
    ...['SOF_GetLastErrMsg', 'SOF_GetPicture', 'SOF_TSGenREQ'],
  ],
} as const

type Kinds = { readonly boolean: boolean; readonly number: number; readonly string: string }
export type SofKind = keyof Kinds
export type SofArgument = string | number | boolean
/** What a page of the callback form gets. */
export type SofReply<T> = { readonly retVal: T; readonly ctx: unknown }

type SofCallback<T> = (reply: SofReply<T>) => void
type SofFunction<T> = {
  (...args: readonly SofArgument[]): Promise<T>
  (...args: readonly [...SofArgument[], SofCallback<T>]): void
  (...args: readonly [...SofArgument[], SofCallback<T>, unknown]): void
}

export type SofFunctions = {
  readonly [K in SofKind as (typeof sofFunctions)[K][number]]: SofFunction<Kinds[K]>
}

/** Which arguments are PINs. They are left out before the call leaves the page: the assistant's own window asks. */
export const pinArguments: Readonly<Record<string, readonly number[]>> = {
  SOF_Login: [1],
  SOF_LoginEx: [1],
  SOF_ChangePassWd: [1, 2],
}
