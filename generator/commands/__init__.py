"""What each command of ``briefings`` does: options to settings, to the rooms, to an exit status. One module a kind."""
