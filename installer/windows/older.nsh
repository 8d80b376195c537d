; An older version of this product is removed first; its data stays.

Function findOlder
  ReadRegStr $older HKLM "${UNINSTALL}\${APP_ID}" "InstallLocation"
  ReadRegStr $0 HKLM "${UNINSTALL}\${APP_ID}" "DisplayVersion"
  ${If} $older != ""
  ${AndIf} $everybody <> 1
    ${refuse} "$(isForEverybody)" ${NO_RIGHTS}
  ${EndIf}
  ${If} $older == ""
    ReadRegStr $older HKCU "${UNINSTALL}\${APP_ID}" "InstallLocation"
    ReadRegStr $0 HKCU "${UNINSTALL}\${APP_ID}" "DisplayVersion"
  ${EndIf}
  ${If} $older == ""
    Return
  ${EndIf}
  ${VersionCompare} $0 "${VERSION}" $1
  ${If} $1 = 1
    ${refuse} "$(newerIsHere)" ${NEWER_IS_HERE}
  ${EndIf}
FunctionEnd

; One in the same folder stays beside the new one, unless it is from before there were versions.
!macro removeOlderIn ROOT
  ReadRegStr $R0 ${ROOT} "${UNINSTALL}\${APP_ID}" "InstallLocation"
  StrCpy $R2 1
  ${If} $R0 == $INSTDIR
  ${AndIf} ${FileExists} "$R0\versions\state"
    StrCpy $R2 0
  ${EndIf}
  ${If} $R0 != ""
  ${AndIf} $R2 = 1
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    ; With _?= it runs where it lies, so that it can be waited for.
    ExecWait '"$R0\uninstall.exe" /S /update _?=$R0' $R1
    ${If} $R1 <> 0
      Call takeBack
      ${refuse} "$(olderStays)" ${OLDER_STAYS}
    ${EndIf}
    Delete "$R0\uninstall.exe"
    RMDir "$R0"
  ${EndIf}
!macroend

Function removeOlder
  !insertmacro removeOlderIn HKCU
  !insertmacro removeOlderIn HKLM
FunctionEnd

; /remove: removes what is installed for everybody, waits for it, and ends with its code. The MSI asks for it. A newer
; version stays: the package of the older one is removed after that of the newer one has taken its place.
Function removeIfAsked
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/remove" $1
  ${If} ${Errors}
    Return
  ${EndIf}
  ReadRegStr $R0 HKLM "${UNINSTALL}\${APP_ID}" "InstallLocation"
  ${If} $R0 == ""
  ${OrIfNot} ${FileExists} "$R0\uninstall.exe"
    ${end} 0
  ${EndIf}
  ReadRegStr $R1 HKLM "${UNINSTALL}\${APP_ID}" "DisplayVersion"
  ${VersionCompare} $R1 "${VERSION}" $R2
  ${If} $R2 = 1
    ${end} 0
  ${EndIf}
  ExecWait '"$R0\uninstall.exe" /S _?=$R0' $R1
  ${If} $R1 = 0
    Delete "$R0\uninstall.exe"
    RMDir "$R0"
  ${EndIf}
  ${end} $R1
FunctionEnd
