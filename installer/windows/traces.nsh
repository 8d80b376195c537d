; What the product has put elsewhere for the user who removes it. Nobody answers there any more. The data folder, and
; with it every soft certificate, is never touched.

; crypt32: CERT_STORE_PROV_SYSTEM_W 10, CERT_SYSTEM_STORE_CURRENT_USER 0x10000, CERT_FIND_SHA1_HASH 0x10000,
; X509_ASN_ENCODING|PKCS_7_ASN_ENCODING 0x10001. Each file is named by the SHA-1 of one that was put into that store.
!macro removeCertificates FOLDER STORE
  FindFirst $0 $1 "${DATA}\${FOLDER}\*.cer"
  ${DoWhile} $1 != ""
    StrCpy $2 $1 40
    StrCpy $R1 "${STORE}"
    Call un.removeCertificate
    FindNext $0 $1
  ${Loop}
  FindClose $0
!macroend

; $2: SHA-1 in hex; $R1: the store
Function un.removeCertificate
  System::Alloc 20
  Pop $3
  StrCpy $8 0
  ${DoWhile} $8 < 20
    IntOp $9 $8 * 2
    StrCpy $R2 $2 2 $9
    IntPtrOp $R3 $3 + $8
    System::Call '*$R3(&i1 0x$R2)'
    IntOp $8 $8 + 1
  ${Loop}
    System::Call 'crypt32::CertOpenStore(p 10, i 0, p 0, i 0x10000, w R1) p .r5'
    ${If} $5 P<> 0
      ; CRYPT_HASH_BLOB: its pointer stands at the size of a pointer, so the length takes as much room.
      System::Call '*(p 20, p r3) p .r6'
      System::Call 'crypt32::CertFindCertificateInStore(p r5, i 0x10001, i 0, i 0x10000, p r6, p 0) p .r7'
      ${If} $7 P<> 0
        System::Call 'crypt32::CertDeleteCertificateFromStore(p r7)'
        System::Call 'crypt32::CertControlStore(p r5, i 0, i 3, p 0)' ; CERT_STORE_CTRL_COMMIT
      ${EndIf}
      System::Free $6
      System::Call 'crypt32::CertCloseStore(p r5, i 0)'
    ${EndIf}
  System::Free $3
FunctionEnd

; A key that holds nothing was made by us, or does nobody any good.
!macro removeEmptyKey ROOT KEY
  EnumRegKey $0 ${ROOT} "${KEY}" 0
  EnumRegValue $1 ${ROOT} "${KEY}" 0
  ReadRegStr $2 ${ROOT} "${KEY}" ""
  ${If} "$0$1$2" == ""
    DeleteRegKey ${ROOT} "${KEY}"
  ${EndIf}
!macroend

!macro removeNativeHost BROWSER
  DeleteRegKey HKCU "Software\${BROWSER}\NativeMessagingHosts\${NATIVE_HOST}"
  !insertmacro removeEmptyKey HKCU "Software\${BROWSER}\NativeMessagingHosts"
  !insertmacro removeEmptyKey HKCU "Software\${BROWSER}"
!macroend

Function un.removeTraces
  ; What the product keeps for a user lies in his own folder, also if it was installed for everybody.
  SetShellVarContext current
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
  !insertmacro removeNativeHost "Google\Chrome"
  !insertmacro removeNativeHost "Microsoft\Edge"
  !insertmacro removeNativeHost "Mozilla"
  !insertmacro removeEmptyKey HKCU "Software\Google"
  !insertmacro removeCertificates "loopback-trust" "Root"
  !insertmacro removeCertificates "system-store" "My"
  ${If} $everybody = 1
    SetShellVarContext all
  ${EndIf}
FunctionEnd
