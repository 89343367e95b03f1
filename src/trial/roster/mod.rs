//! Authorities, sites, teams and people; moves and leavers; the address vault; import; governance.
