/**
 * What no carrier does, whatever a site was written for: nothing that names libraries, manages devices, applications,
 * containers, keys, files on a token or the administrator's PIN, takes a private key or a PIN from a page, opens
 * folders or runs programs. This list is the only one; every carrier asks it before it looks for a function.
 */
const names: ReadonlySet<string> = new Set(
  [
    // Libraries and the device itself.
    'SOF_LoadLibrary SOF_InitializeLibraryNative SOF_FinalizeLibraryNative SOF_DevAuth SOF_ChangeDevAuthKey',
    'InitDevice InitDeviceEx SetENVSN SetUserConfig SOF_SetLabel SOF_GetHardwareType SOF_SetCrossAccess',
    'CreateSoftDevice DeleteSoftDevice EnableSoftDevice SoftDeviceBackup SoftDeviceRestore',
    // Applications and containers.
    'SOF_CreateApplication SOF_DeleteApplication SOF_GetApplicationList SOF_CreateContainer SOF_DeleteContainer',
    'SOF_EnumCertContiner SOF_FindContainer IsContainerExist DeleteContainer DeleteOldContainer',
    'GetContainerCount SOF_GetAllContainerName',
    // Keys and certificates on the token.
    'GenerateKeyPair SOF_CreateKeyPair ExportPubKey ExportPKCS10 SOF_GenerateP10Request GenerateP10',
    'ImportSignCert ImportEncCert ImportEncCertEx SOF_ImportCert SOF_ImportCryptoCertAndKey InstallCertificate',
    'ImportPfxToDevice ExportPfxFromDevice ExportPfxToFile ImportKeyCertToSoftDevice SOF_DeleteCert',
    'SOF_ImportSymmKey SOF_UpdateCert SOF_UpdateCertEx YZT_GenerateKeyPair YZT_ExportPubKey',
    'YZT_ImportSignCert YZT_ImportEncCert',
    // PINs from a page: of the administrator, a new one, one to unlock.
    'ChangeAdminPass UnlockUserPass UnlockUserPassEx RemoteUnblockPIN SOF_RemoteUnblockPIN SOF_LoginSoPin',
    'SOF_ChangeSoPin SOF_UnblockUserPin SOF_GenRemoteUnblockRequest SOF_GenResetpwdResponse',
    'SOF_ChangePassWd ChangeUserPassword ModifyKeyPwd UnlockKeyPwd AddSignInfo',
    // Private keys from a page, raw digests, secrets.
    'SOF_SignDataByPriKey SOF_SignHashData SignHashData SOF_SignHashMessage SOF_SecertSegment',
    'SOF_SecertRecovery SOF_HMAC',
    // Files, folders and programs.
    'ReadFile WriteFile ReadFileEx WriteFileEx WriteFileBase64 DeleteFile EnumFilesInDevice SelectFile',
    'SOF_ReadFile SOF_WriteFile SOF_CreateFile SOF_DeleteFile SOF_EnumFiles OpenSpecifiedFolder',
    'Base64EncodeFile Base64DecodeFile Execute KillProcess KeyXClientPluginShell SOF_SignAPK',
    'SOF_WriteESealData SOF_EPS_WriteESealData',
  ].flatMap((line) => line.split(' ')),
)

const families = /^(?:BIO_|OTP_|mToken|PdfAutoSign|SignatureCreator|SOFX_|SOF_EPS_)/

/** Whether no carrier does this, so that it is refused without a look at its parameters. */
export const isNeverDone = (name: string): boolean => names.has(name) || families.test(name)
