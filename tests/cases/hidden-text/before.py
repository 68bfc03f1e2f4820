# An access level that is not what it seems to be.
level = "user‮ ⁦# admin⁩ ⁦"  # finding: warning, manual
