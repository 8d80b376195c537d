; For whom it is installed: /allusers or /currentuser, else for everybody if it was started as administrator.

Function needsWindows10
  ${IfNot} ${RunningX64}
    ${refuse} "$(needs64)" ${TOO_OLD}
  ${EndIf}
  ${IfNot} ${AtLeastWin10}
    ${refuse} "$(needs10)" ${TOO_OLD}
  ${EndIf}
FunctionEnd

!macro forEverybody
  SetShellVarContext all
  StrCpy $everybody 1
!macroend
!macro forThisUser
  SetShellVarContext current
  StrCpy $everybody 0
!macroend

Function chooseRights
  SetRegView 64
  ${GetParameters} $0
  UserInfo::GetAccountType
  Pop $1
  ClearErrors
  ${GetOptions} $0 "/currentuser" $2
  ${IfNot} ${Errors}
    !insertmacro forThisUser
    Return
  ${EndIf}
  ClearErrors
  ${GetOptions} $0 "/allusers" $2
  ${IfNot} ${Errors}
  ${AndIf} $1 != "Admin"
    ${refuse} "$(needsAdministrator)" ${NO_RIGHTS}
  ${EndIf}
  ${If} $1 == "Admin"
    !insertmacro forEverybody
  ${Else}
    !insertmacro forThisUser
  ${EndIf}
FunctionEnd

Function chooseFolder
  ${If} $INSTDIR != ""
    Return
  ${EndIf}
  ${If} $older != ""
    StrCpy $INSTDIR $older
  ${ElseIf} $everybody = 1
    StrCpy $INSTDIR "$PROGRAMFILES64\${FOLDER}"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${FOLDER}"
  ${EndIf}
FunctionEnd

; The uninstaller belongs to those for whom its folder was registered.
Function un.chooseRights
  SetRegView 64
  ReadRegStr $0 HKLM "${UNINSTALL}\${APP_ID}" "InstallLocation"
  ${If} $0 != $INSTDIR
    !insertmacro forThisUser
    Return
  ${EndIf}
  !insertmacro forEverybody
  UserInfo::GetAccountType
  Pop $1
  ${If} $1 == "Admin"
    Return
  ${EndIf}
  ${If} ${Silent}
    ${end} ${NO_RIGHTS}
  ${EndIf}
  ExecShell "runas" "$INSTDIR\uninstall.exe"
  ${end} 0
FunctionEnd
