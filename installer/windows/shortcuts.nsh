; The shortcuts, and what Windows shows among the installed programs.

; Windows shows notifications only under an identity that a shortcut has (System.AppUserModel.ID).
!macro identify LINK
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("${LINK}", ${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call 'oleaut32::SysAllocString(w "${APP_ID}") p .r3'
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID}) p .r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_BSTR},,p r3) p .r5'
        ${IPropertyStore::SetValue} $2 '($4,$5)'
        ${IPropertyStore::Commit} $2 ""
        ${IUnknown::Release} $2 ""
        System::Free $4
        System::Free $5
        System::Call 'oleaut32::SysFreeString(p r3)'
      ${EndIf}
      ${IPersistFile::Save} $1 '("${LINK}", 1)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
!macroend

Function makeShortcuts
  CreateDirectory "$SMPROGRAMS\$(product)"
  CreateShortcut "$SMPROGRAMS\$(product)\$(product).lnk" "$INSTDIR\${LAUNCHER}"
  CreateShortcut "$SMPROGRAMS\$(product)\$(uninstallLink).lnk" "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\$(desktopLink).lnk" "$INSTDIR\${LAUNCHER}"
  !insertmacro identify "$SMPROGRAMS\$(product)\$(product).lnk"
  !insertmacro identify "$DESKTOP\$(desktopLink).lnk"
FunctionEnd

; The installer may have spoken another language than the uninstaller does.
!macro removeShortcutsNamed PRODUCT LINK UNLINK
  Delete "$SMPROGRAMS\${PRODUCT}\${PRODUCT}.lnk"
  Delete "$SMPROGRAMS\${PRODUCT}\${UNLINK}.lnk"
  RMDir "$SMPROGRAMS\${PRODUCT}"
  Delete "$DESKTOP\${LINK}.lnk"
!macroend

Function un.removeShortcuts
  !insertmacro removeShortcutsNamed "${PRODUCT_ZH}" "${DESKTOP_ZH}" "${UNINSTALL_ZH}"
  !insertmacro removeShortcutsNamed "${PRODUCT_EN}" "${DESKTOP_EN}" "${UNINSTALL_EN}"
FunctionEnd

!macro writeEntry ROOT
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "DisplayName" "$(product)"
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "DisplayVersion" "${VERSION}"
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "Publisher" "cert-assistant contributors"
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "InstallLocation" "$INSTDIR"
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "DisplayIcon" "$INSTDIR\${LAUNCHER},0"
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr ${ROOT} "${UNINSTALL}\${APP_ID}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD ${ROOT} "${UNINSTALL}\${APP_ID}" "EstimatedSize" ${SIZE}
  WriteRegDWORD ${ROOT} "${UNINSTALL}\${APP_ID}" "NoModify" 1
  WriteRegDWORD ${ROOT} "${UNINSTALL}\${APP_ID}" "NoRepair" 1
!macroend

Function register
  ${If} $everybody = 1
    !insertmacro writeEntry HKLM
  ${Else}
    !insertmacro writeEntry HKCU
  ${EndIf}
FunctionEnd

Function un.unregister
  ${If} $everybody = 1
    DeleteRegKey HKLM "${UNINSTALL}\${APP_ID}"
  ${Else}
    DeleteRegKey HKCU "${UNINSTALL}\${APP_ID}"
    !insertmacro removeEmptyKey HKCU "${UNINSTALL}"
  ${EndIf}
FunctionEnd
