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

!macro removeOlderIn ROOT
  ReadRegStr $R0 ${ROOT} "${UNINSTALL}\${APP_ID}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    ; With _?= it runs where it lies, so that it can be waited for.
    ExecWait '"$R0\uninstall.exe" /S /update _?=$R0' $R1
    ${If} $R1 <> 0
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
