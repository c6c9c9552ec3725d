# The kinds of personal data, the markers for what is withheld, pseudonyms, and what the leak scanner says.

## Kinds

kind-person-id = identity number
kind-mobile = mobile number
kind-landline = telephone number
kind-bank-card = bank card number
kind-bank-account = bank account
kind-passport = passport or travel permit
kind-military = military certificate
kind-plate = number plate
kind-email = e-mail address
kind-messenger = messenger account
kind-address = home address
kind-name = name of a person
kind-sole-trader = credit code of a sole trader
kind-birth-date = date of birth
kind-other = personal detail

## Markers

marker-personal = 〔{ $kind } withheld: personal data〕
marker-takedown = 〔{ $kind } withheld: taken down〕

## Pseudonyms

role-payee = Payee
role-person = Person
role-supplier = Supplier
role-bidder = Bidder
role-staff = Official

## The leak scanner

leak = { $path }: { $place }: { $kind } ({ $excerpt })
leak-known = { $path }: { $place }: { $kind }, a personal value of the ledger ({ $excerpt })
unread-damaged = { $path }: { $place }: damaged, cannot be checked: { $why }; make it again or take it out of the package
unread-too-large = { $path }: { $place }: too large when unpacked, not checked; split it or take it out of the package
unread-too-deep = { $path }: { $place }: archives in archives too deep, not checked; put the unpacked files into the package
unread-columns = { $path }: Parquet pages may be compressed and were not checked; give its columns as text too
