# What stands in the way of a release.

trouble-empty = is empty; fill it in
trouble-blank = is empty in one language or both; fill it in
trouble-interpretation = a release says in plain words what its results mean; write at least one [[interpretation]], in both languages
trouble-form-address = must be an address that begins with https:// (http:// on this machine alone) and holds no ? or #
trouble-address = must be an address that begins with https:// or http://; that of the package ends in /
trouble-written-later = is after the day of publication
trouble-valid-until = is before the day of publication
trouble-no-such-finding = there is no finding { $finding } that is published here; fisc review status lists the findings
trouble-no-such-auditee = no published finding is about { $auditee }; take it out
trouble-later-published = { $finding } was published before: correct it or withdraw it with a [[correction]]
trouble-not-ready = is not ready to be published; do what is missing, or name it under [[later]] in publish.toml with a reason
trouble-no-findings = there are no findings to publish
trouble-auditee = the ledger has no name for { $auditee }; load the table organization, or write [auditee."{ $auditee }"] with its name
trouble-signed-text = this side was written and signed on the record; only the side that is empty there may be translated here
trouble-first = this is the first release: there is nothing to correct; take [[correction]] out
trouble-unchanged = it reads as in the release before; take this [[correction]] out
trouble-is-withdrawn = it is no longer shown: its kind is withdrawn
trouble-is-corrected = it is shown and has changed: its kind is corrected
trouble-is-added = it was not shown before: its kind is added
trouble-twice = stands there twice
trouble-changed = reads otherwise than in the release before; say why under [[correction]] in publish.toml, kind = "corrected"
trouble-gone = was published and is not in this release; say why under [[correction]] in publish.toml, kind = "withdrawn"
trouble-back = was withdrawn before and would be shown again; leave its [[correction]] (kind = "withdrawn") in publish.toml, or say under kind = "added" why it comes back
trouble-personal = holds personal data ({ $kind }); change the text, or say under [[not_personal]] in publish.toml why it is none
trouble-taken-down = holds what was taken down; change the text

added-since = Approved for publication after the release before.
withheld-personal = { $kind }: personal data
withheld-taken-down = { $kind }: taken down after publication
withheld-takedown = taken down after publication
