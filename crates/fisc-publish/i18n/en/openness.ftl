# What stands in the place of what is withheld, and why.
part-withheld = 〔withheld under { $code }〕
