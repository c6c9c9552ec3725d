# What stands in the way of a release because figures tell about single persons.
# place is a cell, low and high what can be known of it, releases those that say so together.
already-public = { $place } can be known to lie between { $low } and { $high } from release { $releases }, and no later release takes that back; if it is to be published all the same, enter the place with a reason under [[already_public]] in publish.toml
exposed = { $place } can be known to lie between { $low } and { $high } from release { $releases } together: that is too close; prepare the release again, and if it says so again, leave out what differs between these releases
exposed-to-insider = { $place } can be known to lie between { $low } and { $high } from release { $releases } by the one person whom { $who } is about: that is too close; prepare the release again
