complete -c factlight -n __fish_use_subcommand -a facts -d 'the facts in articles, for people and for pipes'
complete -c factlight -n __fish_use_subcommand -a show -d 'an article as linear text, with its facts'
complete -c factlight -n __fish_use_subcommand -a demo -d 'the reader on an article that comes with it'
complete -c factlight -n __fish_use_subcommand -a add -d 'feeds, pages, files and folders into the library'
complete -c factlight -n __fish_use_subcommand -a feeds -d 'the feeds  list, settings, OPML'
complete -c factlight -n __fish_use_subcommand -a refresh -d 'fetch what is new'
complete -c factlight -n __fish_use_subcommand -a sync -d 'sync with a server  Miniflux, FreshRSS and others'
complete -c factlight -n __fish_use_subcommand -a search -d 'find articles by words, facts and marks'
complete -c factlight -n __fish_use_subcommand -a marks -d 'bookmarks  list, export, import'
complete -c factlight -n __fish_use_subcommand -a doctor -d 'where everything lies, and whether it is sound'
complete -c factlight -n __fish_use_subcommand -a keys -d 'the keys of the reader'
complete -c factlight -n __fish_use_subcommand -a completion -d 'a script for your shell'
complete -c factlight -n '__fish_seen_subcommand_from facts' -l help
complete -c factlight -n '__fish_seen_subcommand_from facts' -l json
complete -c factlight -n '__fish_seen_subcommand_from facts' -l jsonl
complete -c factlight -n '__fish_seen_subcommand_from facts' -l csv
complete -c factlight -n '__fish_seen_subcommand_from facts' -l md
complete -c factlight -n '__fish_seen_subcommand_from facts' -l timeline
complete -c factlight -n '__fish_seen_subcommand_from facts' -l date
complete -c factlight -n '__fish_seen_subcommand_from facts' -l kind -x -a 'figure date person organisation place quote claim question gap credit other'
complete -c factlight -n '__fish_seen_subcommand_from facts' -l all
complete -c factlight -n '__fish_seen_subcommand_from facts' -l explain
complete -c factlight -n '__fish_seen_subcommand_from facts' -l with
complete -c factlight -n '__fish_seen_subcommand_from facts' -l schema
complete -c factlight -n '__fish_seen_subcommand_from facts' -l batch
complete -c factlight -n '__fish_seen_subcommand_from show' -l help
complete -c factlight -n '__fish_seen_subcommand_from show' -l plain
complete -c factlight -n '__fish_seen_subcommand_from show' -l html
complete -c factlight -n '__fish_seen_subcommand_from show' -l svg
complete -c factlight -n '__fish_seen_subcommand_from show' -l md
complete -c factlight -n '__fish_seen_subcommand_from show' -l all
complete -c factlight -n '__fish_seen_subcommand_from show' -l width
complete -c factlight -n '__fish_seen_subcommand_from show' -l date
complete -c factlight -n '__fish_seen_subcommand_from demo' -l help
complete -c factlight -n '__fish_seen_subcommand_from add' -l help
complete -c factlight -n '__fish_seen_subcommand_from add' -l folder
complete -c factlight -n '__fish_seen_subcommand_from add' -l page
complete -c factlight -n '__fish_seen_subcommand_from add' -l later
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l help
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l opml
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l json
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l remove
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l move
complete -c factlight -n '__fish_seen_subcommand_from feeds' -l set
complete -c factlight -n '__fish_seen_subcommand_from refresh' -l help
complete -c factlight -n '__fish_seen_subcommand_from refresh' -l all
complete -c factlight -n '__fish_seen_subcommand_from refresh' -l jobs
complete -c factlight -n '__fish_seen_subcommand_from refresh' -l facts
complete -c factlight -n '__fish_seen_subcommand_from refresh' -l quiet
complete -c factlight -n '__fish_seen_subcommand_from sync' -a add
complete -c factlight -n '__fish_seen_subcommand_from sync' -a status
complete -c factlight -n '__fish_seen_subcommand_from sync' -a remove
complete -c factlight -n '__fish_seen_subcommand_from sync' -a subscribe
complete -c factlight -n '__fish_seen_subcommand_from sync' -a run
complete -c factlight -n '__fish_seen_subcommand_from sync' -l help
complete -c factlight -n '__fish_seen_subcommand_from sync' -l user
complete -c factlight -n '__fish_seen_subcommand_from sync' -l password-command
complete -c factlight -n '__fish_seen_subcommand_from sync' -l name
complete -c factlight -n '__fish_seen_subcommand_from sync' -l account
complete -c factlight -n '__fish_seen_subcommand_from sync' -l folder
complete -c factlight -n '__fish_seen_subcommand_from sync' -l keep
complete -c factlight -n '__fish_seen_subcommand_from sync' -l delete
complete -c factlight -n '__fish_seen_subcommand_from sync' -l quiet
complete -c factlight -n '__fish_seen_subcommand_from search' -l help
complete -c factlight -n '__fish_seen_subcommand_from search' -l best
complete -c factlight -n '__fish_seen_subcommand_from search' -l limit
complete -c factlight -n '__fish_seen_subcommand_from search' -l json
complete -c factlight -n '__fish_seen_subcommand_from search' -l csv
complete -c factlight -n '__fish_seen_subcommand_from search' -l save
complete -c factlight -n '__fish_seen_subcommand_from search' -l kill
complete -c factlight -n '__fish_seen_subcommand_from search' -l forget
complete -c factlight -n '__fish_seen_subcommand_from search' -l saved
complete -c factlight -n '__fish_seen_subcommand_from marks' -a list
complete -c factlight -n '__fish_seen_subcommand_from marks' -a export
complete -c factlight -n '__fish_seen_subcommand_from marks' -a import
complete -c factlight -n '__fish_seen_subcommand_from marks' -a edit
complete -c factlight -n '__fish_seen_subcommand_from marks' -a undo
complete -c factlight -n '__fish_seen_subcommand_from marks' -l help
complete -c factlight -n '__fish_seen_subcommand_from marks' -l tag
complete -c factlight -n '__fish_seen_subcommand_from marks' -l state -x -a 'exact moved changed lost unplaced'
complete -c factlight -n '__fish_seen_subcommand_from marks' -l category
complete -c factlight -n '__fish_seen_subcommand_from marks' -l article
complete -c factlight -n '__fish_seen_subcommand_from marks' -l sort -x -a 'newest oldest changed place title source state'
complete -c factlight -n '__fish_seen_subcommand_from marks' -l add-tags
complete -c factlight -n '__fish_seen_subcommand_from marks' -l remove-tags
complete -c factlight -n '__fish_seen_subcommand_from marks' -l set-category
complete -c factlight -n '__fish_seen_subcommand_from marks' -l format -x -a 'jsonl obsidian logseq jsonld hypothesis readwise org csl bibtex text'
complete -c factlight -n '__fish_seen_subcommand_from marks' -l template
complete -c factlight -n '__fish_seen_subcommand_from marks' -l output
complete -c factlight -n '__fish_seen_subcommand_from marks' -l json
complete -c factlight -n '__fish_seen_subcommand_from marks' -l in
complete -c factlight -n '__fish_seen_subcommand_from doctor' -l help
complete -c factlight -n '__fish_seen_subcommand_from doctor' -l repair
complete -c factlight -n '__fish_seen_subcommand_from doctor' -l restore
complete -c factlight -n '__fish_seen_subcommand_from keys' -l help
complete -c factlight -n '__fish_seen_subcommand_from keys' -l preset -x -a 'default newsboat vim web'
complete -c factlight -n '__fish_seen_subcommand_from keys' -l markdown
complete -c factlight -n '__fish_seen_subcommand_from completion' -a bash
complete -c factlight -n '__fish_seen_subcommand_from completion' -a zsh
complete -c factlight -n '__fish_seen_subcommand_from completion' -a fish
complete -c factlight -n '__fish_seen_subcommand_from completion' -l help
