/* Every function of GM/T 0016 as X(name, parameters), in the order of the standard. */
#ifndef SKF_FUNCTIONS_H
#define SKF_FUNCTIONS_H

#define SKF_DEVICE_FUNCTIONS(X) \
  X(SKF_WaitForDevEvent, (LPSTR name, ULONG *size, ULONG *event)) \
  X(SKF_CancelWaitForDevEvent, (void)) \
  X(SKF_EnumDev, (BOOL present, LPSTR names, ULONG *size)) \
  X(SKF_ConnectDev, (LPSTR name, DEVHANDLE *device)) \
  X(SKF_DisConnectDev, (DEVHANDLE device)) \
  X(SKF_GetDevState, (LPSTR name, ULONG *state)) \
  X(SKF_SetLabel, (DEVHANDLE device, LPSTR label)) \
  X(SKF_GetDevInfo, (DEVHANDLE device, DEVINFO *info)) \
  X(SKF_LockDev, (DEVHANDLE device, ULONG milliseconds)) \
  X(SKF_UnlockDev, (DEVHANDLE device)) \
  X(SKF_Transmit, (DEVHANDLE device, BYTE *command, ULONG command_size, BYTE *answer, ULONG *answer_size))

#define SKF_ACCESS_FUNCTIONS(X) \
  X(SKF_ChangeDevAuthKey, (DEVHANDLE device, BYTE *key, ULONG size)) \
  X(SKF_DevAuth, (DEVHANDLE device, BYTE *answer, ULONG size)) \
  X(SKF_ChangePIN, (HAPPLICATION application, ULONG type, LPSTR old, LPSTR pin, ULONG *tries)) \
  X(SKF_GetPINInfo, (HAPPLICATION application, ULONG type, ULONG *max, ULONG *left, BOOL *is_default)) \
  X(SKF_VerifyPIN, (HAPPLICATION application, ULONG type, LPSTR pin, ULONG *tries)) \
  X(SKF_UnblockPIN, (HAPPLICATION application, LPSTR admin_pin, LPSTR user_pin, ULONG *tries)) \
  X(SKF_ClearSecureState, (HAPPLICATION application))

#define SKF_APPLICATION_FUNCTIONS(X) \
  X(SKF_CreateApplication, (DEVHANDLE device, LPSTR name, LPSTR admin_pin, ULONG admin_tries, LPSTR user_pin, \
                            ULONG user_tries, ULONG rights, HAPPLICATION *application)) \
  X(SKF_EnumApplication, (DEVHANDLE device, LPSTR names, ULONG *size)) \
  X(SKF_DeleteApplication, (DEVHANDLE device, LPSTR name)) \
  X(SKF_OpenApplication, (DEVHANDLE device, LPSTR name, HAPPLICATION *application)) \
  X(SKF_CloseApplication, (HAPPLICATION application))

#define SKF_FILE_FUNCTIONS(X) \
  X(SKF_CreateFile, (HAPPLICATION application, LPSTR name, ULONG size, ULONG read_rights, ULONG write_rights)) \
  X(SKF_DeleteFile, (HAPPLICATION application, LPSTR name)) \
  X(SKF_EnumFiles, (HAPPLICATION application, LPSTR names, ULONG *size)) \
  X(SKF_GetFileInfo, (HAPPLICATION application, LPSTR name, FILEATTRIBUTE *info)) \
  X(SKF_ReadFile, (HAPPLICATION application, LPSTR name, ULONG offset, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_WriteFile, (HAPPLICATION application, LPSTR name, ULONG offset, BYTE *data, ULONG size))

#define SKF_CONTAINER_FUNCTIONS(X) \
  X(SKF_CreateContainer, (HAPPLICATION application, LPSTR name, HCONTAINER *container)) \
  X(SKF_DeleteContainer, (HAPPLICATION application, LPSTR name)) \
  X(SKF_OpenContainer, (HAPPLICATION application, LPSTR name, HCONTAINER *container)) \
  X(SKF_CloseContainer, (HCONTAINER container)) \
  X(SKF_EnumContainer, (HAPPLICATION application, LPSTR names, ULONG *size)) \
  X(SKF_GetContainerType, (HCONTAINER container, ULONG *type)) \
  X(SKF_ImportCertificate, (HCONTAINER container, BOOL signing, BYTE *certificate, ULONG size)) \
  X(SKF_ExportCertificate, (HCONTAINER container, BOOL signing, BYTE *certificate, ULONG *size))

#define SKF_RSA_FUNCTIONS(X) \
  X(SKF_GenRSAKeyPair, (HCONTAINER container, ULONG bits, RSAPUBLICKEYBLOB *blob)) \
  X(SKF_ImportRSAKeyPair, (HCONTAINER container, ULONG algorithm, BYTE *wrapped_key, ULONG wrapped_size, BYTE *data, \
                           ULONG size)) \
  X(SKF_RSASignData, (HCONTAINER container, BYTE *data, ULONG size, BYTE *signature, ULONG *signature_size)) \
  X(SKF_RSAVerify, (DEVHANDLE device, RSAPUBLICKEYBLOB *key, BYTE *data, ULONG size, BYTE *signature, \
                    ULONG signature_size)) \
  X(SKF_RSAExportSessionKey, (HCONTAINER container, ULONG algorithm, RSAPUBLICKEYBLOB *key, BYTE *out, ULONG *size, \
                              HANDLE *session_key))

#define SKF_ECC_FUNCTIONS(X) \
  X(SKF_GenECCKeyPair, (HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *blob)) \
  X(SKF_ImportECCKeyPair, (HCONTAINER container, ENVELOPEDKEYBLOB *envelope)) \
  X(SKF_ECCSignData, (HCONTAINER container, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature)) \
  X(SKF_ECCVerify, (DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature)) \
  X(SKF_ECCExportSessionKey, (HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *key, ECCCIPHERBLOB *out, \
                              HANDLE *session_key)) \
  X(SKF_ExtECCEncrypt, (DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *data, ULONG size, ECCCIPHERBLOB *out)) \
  X(SKF_GenerateAgreementDataWithECC, (HCONTAINER container, ULONG algorithm, ECCPUBLICKEYBLOB *temporary, BYTE *id, \
                                       ULONG id_size, HANDLE *agreement)) \
  X(SKF_GenerateAgreementDataAndKeyWithECC, \
    (HANDLE container, ULONG algorithm, ECCPUBLICKEYBLOB *sponsor, ECCPUBLICKEYBLOB *sponsor_temporary, \
     ECCPUBLICKEYBLOB *temporary, BYTE *id, ULONG id_size, BYTE *sponsor_id, ULONG sponsor_id_size, \
     HANDLE *session_key)) \
  X(SKF_GenerateKeyWithECC, (HANDLE agreement, ECCPUBLICKEYBLOB *key, ECCPUBLICKEYBLOB *temporary, BYTE *id, \
                             ULONG id_size, HANDLE *session_key)) \
  X(SKF_ExportPublicKey, (HCONTAINER container, BOOL signing, BYTE *blob, ULONG *size))

/* With keys from outside; many makers leave these out. */
#define SKF_OUTSIDE_FUNCTIONS(X) \
  X(SKF_GenExtRSAKey, (DEVHANDLE device, ULONG bits, RSAPRIVATEKEYBLOB *blob)) \
  X(SKF_ExtRSAPubKeyOperation, (DEVHANDLE device, RSAPUBLICKEYBLOB *key, BYTE *data, ULONG size, BYTE *out, \
                                ULONG *out_size)) \
  X(SKF_ExtRSAPriKeyOperation, (DEVHANDLE device, RSAPRIVATEKEYBLOB *key, BYTE *data, ULONG size, BYTE *out, \
                                ULONG *out_size)) \
  X(SKF_ExtECCDecrypt, (DEVHANDLE device, ECCPRIVATEKEYBLOB *key, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)) \
  X(SKF_ExtECCSign, (DEVHANDLE device, ECCPRIVATEKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature)) \
  X(SKF_ExtECCVerify, (DEVHANDLE device, ECCPUBLICKEYBLOB *key, BYTE *digest, ULONG size, ECCSIGNATUREBLOB *signature))

#define SKF_CIPHER_FUNCTIONS(X) \
  X(SKF_GenRandom, (DEVHANDLE device, BYTE *out, ULONG size)) \
  X(SKF_ImportSessionKey, (HCONTAINER container, ULONG algorithm, BYTE *wrapped, ULONG size, HANDLE *session_key)) \
  X(SKF_SetSymmKey, (DEVHANDLE device, BYTE *key, ULONG algorithm, HANDLE *session_key)) \
  X(SKF_EncryptInit, (HANDLE key, BLOCKCIPHERPARAM parameters)) \
  X(SKF_Encrypt, (HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_EncryptUpdate, (HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_EncryptFinal, (HANDLE key, BYTE *out, ULONG *out_size)) \
  X(SKF_DecryptInit, (HANDLE key, BLOCKCIPHERPARAM parameters)) \
  X(SKF_Decrypt, (HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_DecryptUpdate, (HANDLE key, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_DecryptFinal, (HANDLE key, BYTE *out, ULONG *out_size)) \
  X(SKF_DigestInit, (DEVHANDLE device, ULONG algorithm, ECCPUBLICKEYBLOB *key, BYTE *id, ULONG id_size, HANDLE *hash)) \
  X(SKF_Digest, (HANDLE hash, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_DigestUpdate, (HANDLE hash, BYTE *data, ULONG size)) \
  X(SKF_DigestFinal, (HANDLE hash, BYTE *out, ULONG *out_size)) \
  X(SKF_MacInit, (HANDLE key, BLOCKCIPHERPARAM *parameters, HANDLE *mac)) \
  X(SKF_Mac, (HANDLE mac, BYTE *data, ULONG size, BYTE *out, ULONG *out_size)) \
  X(SKF_MacUpdate, (HANDLE mac, BYTE *data, ULONG size)) \
  X(SKF_MacFinal, (HANDLE mac, BYTE *out, ULONG *out_size)) \
  X(SKF_CloseHandle, (HANDLE handle))

#define SKF_FUNCTIONS(X) \
  SKF_DEVICE_FUNCTIONS(X) SKF_ACCESS_FUNCTIONS(X) SKF_APPLICATION_FUNCTIONS(X) SKF_FILE_FUNCTIONS(X) \
  SKF_CONTAINER_FUNCTIONS(X) SKF_RSA_FUNCTIONS(X) SKF_ECC_FUNCTIONS(X) SKF_OUTSIDE_FUNCTIONS(X) \
  SKF_CIPHER_FUNCTIONS(X)

/* Decryption with a private key: not in the standard. Each maker has its own names and shapes; a library has those of
   one maker, or none. */
#define SKF_DECRYPT_HAITAI_FUNCTIONS(X) \
  X(SKF_ECCDecrypt, (HCONTAINER container, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)) \
  X(SKF_PrvKeyDecrypt, (HCONTAINER container, ULONG which, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)) \
  X(SKF_RSADecrypt, (HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size))
#define SKF_DECRYPT_CCORE_FUNCTIONS(X) \
  X(V_ECCPrvKeyDecrypt, (HCONTAINER container, ULONG which, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)) \
  X(V_RSAPrvKeyDecrypt, (HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size))
#define SKF_DECRYPT_LONGMAI_FUNCTIONS(X) \
  X(SKF_ECCPrvKeyDecrypt, (HCONTAINER container, ECCCIPHERBLOB *cipher, BYTE *out, ULONG *size)) \
  X(SKF_RSAPrvKeyDecrypt, (HCONTAINER container, BYTE *cipher, ULONG cipher_size, BYTE *out, ULONG *size))
#endif
