/* One call of each function with arguments of skf-fuzz.c. */

enum {
#define CALL_NUMBER(name, parameters) CALL_##name,
  SKF_FUNCTIONS(CALL_NUMBER) SKF_DECRYPT_HAITAI_FUNCTIONS(CALL_NUMBER) CALL_COUNT
};

static ULONG kept(ULONG result, enum pool pool) {
  keep(pool);
  return result;
}

/* Arguments are evaluated in an order that C leaves open, so whatever belongs together is fetched beforehand. */
static ULONG device_call(unsigned call) {
  BYTE *in = data(), *out = room();
  ULONG in_size = size_number;
  ULONG event, *size = length();
  HANDLE device = handle(DEVICE);
  switch (call) {
    case CALL_SKF_WaitForDevEvent: /* it would wait: only with arguments that it must refuse */
      room_number = room_number > 8 ? 8 : room_number;
      return skf.SKF_WaitForDevEvent((LPSTR)out, size, chance(2) ? NULL : &event);
    case CALL_SKF_CancelWaitForDevEvent: return skf.SKF_CancelWaitForDevEvent();
    case CALL_SKF_EnumDev: return skf.SKF_EnumDev((BOOL)below(2), (LPSTR)out, size);
    case CALL_SKF_ConnectDev: return kept(skf.SKF_ConnectDev(device_name(), handle_out()), DEVICE);
    case CALL_SKF_DisConnectDev: return chance(20) ? skf.SKF_DisConnectDev(device) : SAR_FAIL;
    case CALL_SKF_GetDevState: return skf.SKF_GetDevState(device_name(), chance(20) ? NULL : &event);
    case CALL_SKF_SetLabel: return skf.SKF_SetLabel(device, name());
    case CALL_SKF_GetDevInfo: return skf.SKF_GetDevInfo(device, blob_room(sizeof(DEVINFO)));
    case CALL_SKF_LockDev: return skf.SKF_LockDev(device, below(3));
    case CALL_SKF_UnlockDev: return skf.SKF_UnlockDev(device);
    case CALL_SKF_Transmit: return skf.SKF_Transmit(device, in, in_size, out, size);
    case CALL_SKF_ChangeDevAuthKey: return skf.SKF_ChangeDevAuthKey(device, in, in_size);
    case CALL_SKF_DevAuth: return skf.SKF_DevAuth(device, in, in_size);
    case CALL_SKF_CreateApplication: {
      HANDLE *made = handle_out();
      ULONG result = skf.SKF_CreateApplication(device, application_name(), admin_pin(), below(12), user_pin(), below(12),
                                               chance(4) ? number() : 0x10, made);
      return kept(result, APPLICATION);
    }
    case CALL_SKF_EnumApplication: return skf.SKF_EnumApplication(device, (LPSTR)out, size);
    case CALL_SKF_DeleteApplication: return skf.SKF_DeleteApplication(device, application_name());
    case CALL_SKF_OpenApplication:
      return kept(skf.SKF_OpenApplication(device, application_name(), handle_out()), APPLICATION);
    case CALL_SKF_GenRandom: return skf.SKF_GenRandom(device, in, in_size);
    case CALL_SKF_SetSymmKey: /* the standard states no length: it is that of the cipher */
      return kept(skf.SKF_SetSymmKey(device, blob_room(16), algorithm(), handle_out()), KEY);
    default: return SAR_FAIL;
  }
}

static ULONG application_call(unsigned call) {
  BYTE *in = data(), *out = room();
  ULONG in_size = size_number, a, b, *size = length(), *tries = chance(20) ? NULL : &a;
  BOOL flag;
  HANDLE application = handle(APPLICATION);
  switch (call) {
    case CALL_SKF_ChangePIN: return skf.SKF_ChangePIN(application, chance(20) ? number() : 1, user_pin(), user_pin(), tries);
    case CALL_SKF_GetPINInfo:
      return skf.SKF_GetPINInfo(application, below(3), tries, chance(20) ? NULL : &b, chance(20) ? NULL : &flag);
    case CALL_SKF_VerifyPIN: return skf.SKF_VerifyPIN(application, chance(20) ? number() : 1, user_pin(), tries);
    case CALL_SKF_UnblockPIN: return skf.SKF_UnblockPIN(application, admin_pin(), user_pin(), tries);
    case CALL_SKF_ClearSecureState: return chance(10) ? skf.SKF_ClearSecureState(application) : SAR_FAIL;
    case CALL_SKF_CloseApplication: return chance(20) ? skf.SKF_CloseApplication(application) : SAR_FAIL;
    case CALL_SKF_CreateFile:
      return skf.SKF_CreateFile(application, name(), chance(10) ? number() : below(200), chance(2) ? 0xFF : number(), 0x10);
    case CALL_SKF_DeleteFile: return skf.SKF_DeleteFile(application, name());
    case CALL_SKF_EnumFiles: return skf.SKF_EnumFiles(application, (LPSTR)out, size);
    case CALL_SKF_GetFileInfo: return skf.SKF_GetFileInfo(application, name(), blob_room(sizeof(FILEATTRIBUTE)));
    case CALL_SKF_ReadFile:
      return skf.SKF_ReadFile(application, name(), chance(4) ? number() : below(100), chance(4) ? number() : below(100), out, size);
    case CALL_SKF_WriteFile: return skf.SKF_WriteFile(application, name(), chance(4) ? number() : below(100), in, in_size);
    case CALL_SKF_CreateContainer: return kept(skf.SKF_CreateContainer(application, name(), handle_out()), CONTAINER);
    case CALL_SKF_DeleteContainer: return chance(4) ? skf.SKF_DeleteContainer(application, name()) : SAR_FAIL;
    case CALL_SKF_OpenContainer: return kept(skf.SKF_OpenContainer(application, name(), handle_out()), CONTAINER);
    case CALL_SKF_EnumContainer: return skf.SKF_EnumContainer(application, (LPSTR)out, size);
    default: return SAR_FAIL;
  }
}

static ULONG container_call(unsigned call) {
  BYTE *in = data(), *out = room();
  ULONG in_size = size_number, type, *size = length();
  HANDLE container = handle(CONTAINER);
  switch (call) {
    case CALL_SKF_CloseContainer: return chance(20) ? skf.SKF_CloseContainer(container) : SAR_FAIL;
    case CALL_SKF_GetContainerType: return skf.SKF_GetContainerType(container, chance(20) ? NULL : &type);
    case CALL_SKF_ImportCertificate:
      if (chance(2)) in = sample(&good_certificate), in_size = size_number;
      return skf.SKF_ImportCertificate(container, (BOOL)below(2), in, in_size);
    case CALL_SKF_ExportCertificate: return skf.SKF_ExportCertificate(container, (BOOL)below(2), out, size);
    case CALL_SKF_GenRSAKeyPair: return chance(50) ? skf.SKF_GenRSAKeyPair(container, 1024, &known_rsa) : SAR_FAIL;
    case CALL_SKF_ImportRSAKeyPair: return skf.SKF_ImportRSAKeyPair(container, algorithm(), in, in_size, in, in_size);
    case CALL_SKF_RSASignData: return skf.SKF_RSASignData(container, in, in_size, out, size);
    case CALL_SKF_RSAExportSessionKey:
      return kept(skf.SKF_RSAExportSessionKey(container, algorithm(), rsa_key(), out, size, handle_out()), KEY);
    case CALL_SKF_GenECCKeyPair: return skf.SKF_GenECCKeyPair(container, algorithm(), &known[below(4)]);
    case CALL_SKF_ImportECCKeyPair: return skf.SKF_ImportECCKeyPair(container, envelope());
    case CALL_SKF_ECCSignData: return skf.SKF_ECCSignData(container, in, in_size, blob_room(sizeof(ECCSIGNATUREBLOB)));
    case CALL_SKF_ECCExportSessionKey:
      return kept(skf.SKF_ECCExportSessionKey(container, algorithm(), public_key(), cipher_room(16), handle_out()), KEY);
    case CALL_SKF_GenerateAgreementDataWithECC: {
      HANDLE *made = handle_out();
      ULONG result = skf.SKF_GenerateAgreementDataWithECC(container, algorithm(), blob_room(sizeof(ECCPUBLICKEYBLOB)), in,
                                                          in_size, made);
      return kept(result, AGREEMENT);
    }
    case CALL_SKF_GenerateAgreementDataAndKeyWithECC: {
      HANDLE *made = handle_out();
      ULONG result = skf.SKF_GenerateAgreementDataAndKeyWithECC(container, algorithm(), public_key(), public_key(),
                                                                blob_room(sizeof(ECCPUBLICKEYBLOB)), in, in_size, in,
                                                                in_size, made);
      return kept(result, KEY);
    }
    case CALL_SKF_ExportPublicKey: return skf.SKF_ExportPublicKey(container, (BOOL)below(2), out, size);
    case CALL_SKF_ImportSessionKey:
      if (chance(2)) in = sample(chance(2) ? &good_cipher : &good_rsa_key), in_size = size_number;
      return kept(skf.SKF_ImportSessionKey(container, algorithm(), in, in_size, handle_out()), KEY);
    case CALL_SKF_ECCDecrypt: return skf.SKF_ECCDecrypt(container, cipher(), out, size);
    case CALL_SKF_PrvKeyDecrypt: return skf.SKF_PrvKeyDecrypt(container, number(), cipher(), out, size);
    case CALL_SKF_RSADecrypt:
      if (chance(2)) in = sample(&good_rsa_key), in_size = size_number;
      return skf.SKF_RSADecrypt(container, in, in_size, out, size);
    default: return SAR_FAIL;
  }
}

static ULONG cipher_call(unsigned call) {
  BYTE *in = data(), *out = room();
  ULONG in_size = size_number, *size = length();
  HANDLE key = handle(KEY), mac = handle(MAC), hash = handle(HASH), device = handle(DEVICE);
  BLOCKCIPHERPARAM how = parameters();
  switch (call) {
    case CALL_SKF_RSAVerify:
      if (chance(2)) {
        in = sample(&good_rsa_signature), in_size = size_number;
        return skf.SKF_RSAVerify(device, rsa_key(), (BYTE *)"text", 4, in, in_size);
      }
      return skf.SKF_RSAVerify(device, rsa_key(), in, in_size, in, in_size);
    case CALL_SKF_ECCVerify:
      if (chance(2) && good_signature.size > 0)
        return skf.SKF_ECCVerify(device, &known[0], (BYTE *)"0123456789abcdef0123456789abcdef", 32,
                                 (ECCSIGNATUREBLOB *)(void *)sample(&good_signature));
      return skf.SKF_ECCVerify(device, public_key(), in, in_size, blob_room(sizeof(ECCSIGNATUREBLOB)));
    case CALL_SKF_GenExtRSAKey: return chance(50) ? skf.SKF_GenExtRSAKey(device, 1024, &known_rsa_secret) : SAR_FAIL;
    case CALL_SKF_ExtRSAPubKeyOperation: return skf.SKF_ExtRSAPubKeyOperation(device, rsa_key(), in, in_size, out, size);
    case CALL_SKF_ExtRSAPriKeyOperation: return skf.SKF_ExtRSAPriKeyOperation(device, rsa_secret(), in, in_size, out, size);
    case CALL_SKF_ExtECCDecrypt: return skf.SKF_ExtECCDecrypt(device, ecc_secret(), cipher(), out, size);
    case CALL_SKF_ExtECCSign:
      return skf.SKF_ExtECCSign(device, ecc_secret(), in, in_size, blob_room(sizeof(ECCSIGNATUREBLOB)));
    case CALL_SKF_ExtECCVerify:
      return skf.SKF_ExtECCVerify(device, public_key(), in, in_size, blob_room(sizeof(ECCSIGNATUREBLOB)));
    case CALL_SKF_ExtECCEncrypt: return skf.SKF_ExtECCEncrypt(device, public_key(), in, in_size, cipher_room(in_size));
    case CALL_SKF_GenerateKeyWithECC:
      return kept(skf.SKF_GenerateKeyWithECC(handle(AGREEMENT), public_key(), public_key(), in, in_size, handle_out()), KEY);
    case CALL_SKF_EncryptInit: return skf.SKF_EncryptInit(key, how);
    case CALL_SKF_Encrypt: return skf.SKF_Encrypt(key, in, in_size, out, size);
    case CALL_SKF_EncryptUpdate: return skf.SKF_EncryptUpdate(key, in, in_size, out, size);
    case CALL_SKF_EncryptFinal: return skf.SKF_EncryptFinal(key, out, size);
    case CALL_SKF_DecryptInit: return skf.SKF_DecryptInit(key, how);
    case CALL_SKF_Decrypt: return skf.SKF_Decrypt(key, in, in_size, out, size);
    case CALL_SKF_DecryptUpdate: return skf.SKF_DecryptUpdate(key, in, in_size, out, size);
    case CALL_SKF_DecryptFinal: return skf.SKF_DecryptFinal(key, out, size);
    case CALL_SKF_DigestInit:
      return kept(skf.SKF_DigestInit(device, algorithm(), public_key(), in, in_size, handle_out()), HASH);
    case CALL_SKF_Digest: return skf.SKF_Digest(hash, in, in_size, out, size);
    case CALL_SKF_DigestUpdate: return skf.SKF_DigestUpdate(hash, in, in_size);
    case CALL_SKF_DigestFinal: return skf.SKF_DigestFinal(hash, out, size);
    case CALL_SKF_MacInit: return kept(skf.SKF_MacInit(key, chance(20) ? NULL : &how, handle_out()), MAC);
    case CALL_SKF_Mac: return skf.SKF_Mac(mac, in, in_size, out, size);
    case CALL_SKF_MacUpdate: return skf.SKF_MacUpdate(mac, in, in_size);
    case CALL_SKF_MacFinal: return skf.SKF_MacFinal(mac, out, size);
    case CALL_SKF_CloseHandle: return chance(10) ? skf.SKF_CloseHandle(handle((enum pool)below(POOLS))) : SAR_FAIL;
    default: return SAR_FAIL;
  }
}

static int among(unsigned call, const unsigned *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (list[i] == call) return 1;
  return 0;
}

static ULONG one_call(unsigned call) {
  static const unsigned applications[] = {
#define CALL_LIST(name, parameters) CALL_##name,
      SKF_FILE_FUNCTIONS(CALL_LIST) CALL_SKF_ChangePIN, CALL_SKF_GetPINInfo, CALL_SKF_VerifyPIN, CALL_SKF_UnblockPIN,
      CALL_SKF_ClearSecureState, CALL_SKF_CloseApplication, CALL_SKF_CreateContainer, CALL_SKF_DeleteContainer,
      CALL_SKF_OpenContainer, CALL_SKF_EnumContainer};
  static const unsigned devices[] = {SKF_DEVICE_FUNCTIONS(CALL_LIST) SKF_APPLICATION_FUNCTIONS(CALL_LIST) CALL_SKF_ChangeDevAuthKey,
                                     CALL_SKF_DevAuth, CALL_SKF_GenRandom, CALL_SKF_SetSymmKey};
  if (among(call, applications, sizeof applications / sizeof applications[0])) return application_call(call);
  if (among(call, devices, sizeof devices / sizeof devices[0])) return device_call(call);
  ULONG result = container_call(call);
  return result == SAR_FAIL ? cipher_call(call) : result;
}
