-- A library as the fourth schema had it: facts of what nobody opened, tags by address, actions to undo.
CREATE TABLE versions (
            hash TEXT PRIMARY KEY,
            text TEXT NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
CREATE TABLE citations (
            uri TEXT PRIMARY KEY,
            page TEXT NOT NULL,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            authors TEXT NOT NULL,
            editor TEXT NOT NULL,
            published TEXT NOT NULL,
            language TEXT NOT NULL,
            url TEXT NOT NULL,
            words TEXT NOT NULL
        ) STRICT;
CREATE TABLE bookmarks (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            uri TEXT NOT NULL,
            page TEXT NOT NULL,
            exact TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            version TEXT NOT NULL,
            old_length INTEGER NOT NULL,
            note TEXT NOT NULL,
            category TEXT NOT NULL,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            deleted INTEGER NOT NULL DEFAULT 0,
            state TEXT NOT NULL,
            place INTEGER NOT NULL,
            words TEXT NOT NULL
        ) STRICT;
CREATE TABLE tags (
            bookmark TEXT NOT NULL,
            position INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (bookmark, position)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE anchorings (
            bookmark TEXT NOT NULL,
            position INTEGER NOT NULL,
            version TEXT NOT NULL,
            start INTEGER NOT NULL,
            stop INTEGER NOT NULL,
            state TEXT NOT NULL,
            method TEXT NOT NULL,
            kept REAL NOT NULL,
            at INTEGER NOT NULL,
            PRIMARY KEY (bookmark, position)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE declined (
            bookmark TEXT NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (bookmark, version)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE states (
            uri TEXT PRIMARY KEY,
            position INTEGER NOT NULL DEFAULT 0,
            read INTEGER NOT NULL DEFAULT 0,
            starred INTEGER NOT NULL DEFAULT 0,
            published TEXT NOT NULL DEFAULT '',
            opened INTEGER NOT NULL DEFAULT 0,
            changed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
CREATE TABLE corrections (
            id TEXT PRIMARY KEY,
            uri TEXT NOT NULL,
            kind TEXT NOT NULL,
            words TEXT NOT NULL,
            action TEXT NOT NULL,
            new_kind TEXT NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
CREATE TABLE finds (
            words TEXT PRIMARY KEY,
            at INTEGER NOT NULL
        ) STRICT;
CREATE TABLE learned (
            key TEXT PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT;
CREATE TABLE undo (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            sentence TEXT NOT NULL,
            before TEXT NOT NULL
        ) STRICT;
CREATE TABLE feeds (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL DEFAULT '',
        own_title TEXT NOT NULL DEFAULT '',
        folder TEXT NOT NULL DEFAULT '',
        site TEXT NOT NULL DEFAULT '',
        settings TEXT NOT NULL DEFAULT '{}',
        etag TEXT NOT NULL DEFAULT '',
        modified TEXT NOT NULL DEFAULT '',
        fetched INTEGER NOT NULL DEFAULT 0,
        due INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        problem TEXT NOT NULL DEFAULT '',
        moved_to TEXT NOT NULL DEFAULT '',
        stopped INTEGER NOT NULL DEFAULT 0,
        added INTEGER NOT NULL DEFAULT 0
    ) STRICT;
CREATE TABLE texts (
        article INTEGER NOT NULL,
        number INTEGER NOT NULL,
        hash TEXT NOT NULL,
        seen INTEGER NOT NULL,
        body BLOB NOT NULL,
        PRIMARY KEY (article, number)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE places (
        shelf TEXT NOT NULL,
        published INTEGER NOT NULL,
        article INTEGER NOT NULL,
        read INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (shelf, published, article)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE totals (
        shelf TEXT PRIMARY KEY,
        count INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
CREATE TABLE entries (
        feed INTEGER NOT NULL,
        guid TEXT NOT NULL,
        article INTEGER NOT NULL,
        digest TEXT NOT NULL,
        PRIMARY KEY (feed, guid)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE saved (
        name TEXT PRIMARY KEY,
        query TEXT NOT NULL,
        position INTEGER NOT NULL DEFAULT 0,
        kill INTEGER NOT NULL DEFAULT 0
    ) STRICT;
CREATE VIRTUAL TABLE fulltext USING fts5 (title, body, content='', tokenize='unicode61 remove_diacritics 2');
CREATE TABLE articles (
        id INTEGER PRIMARY KEY,
        uri TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        source TEXT NOT NULL DEFAULT '',
        author TEXT NOT NULL DEFAULT '',
        url TEXT NOT NULL DEFAULT '',
        published INTEGER NOT NULL,
        dated INTEGER NOT NULL DEFAULT 1,
        added INTEGER NOT NULL,
        questions INTEGER NOT NULL DEFAULT 0,
        figures INTEGER NOT NULL DEFAULT -1,
        words INTEGER NOT NULL DEFAULT -1,
        looked INTEGER NOT NULL DEFAULT 0,
        read INTEGER NOT NULL DEFAULT 0,
        starred INTEGER NOT NULL DEFAULT 0,
        truncated INTEGER NOT NULL DEFAULT 0,
        hash TEXT NOT NULL,
        changes TEXT NOT NULL DEFAULT ''
    ) STRICT;
CREATE VIRTUAL TABLE names USING fts5
        (person, organisation, place, speaker, figure, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE amounts (
        article INTEGER NOT NULL,
        name TEXT NOT NULL,
        value REAL NOT NULL,
        PRIMARY KEY (article, name, value)
    ) STRICT, WITHOUT ROWID;
CREATE TABLE extracted (
        number INTEGER PRIMARY KEY,
        hash TEXT NOT NULL,
        engine TEXT NOT NULL,
        published TEXT NOT NULL,
        body BLOB NOT NULL,
        UNIQUE (hash, engine, published)
    ) STRICT;
CREATE TABLE article_tags (
        uri TEXT NOT NULL,
        tag TEXT NOT NULL,
        PRIMARY KEY (uri, tag)
    ) STRICT, WITHOUT ROWID;
CREATE INDEX citations_page ON citations (page);
CREATE INDEX bookmarks_uri ON bookmarks (uri, place);
CREATE INDEX bookmarks_page ON bookmarks (page);
CREATE INDEX bookmarks_created ON bookmarks (created);
CREATE INDEX tags_tag ON tags (tag);
CREATE INDEX corrections_uri ON corrections (uri);
CREATE INDEX places_unread ON places (shelf, published, article) WHERE read = 0;
CREATE INDEX places_article ON places (article);
CREATE INDEX entries_article ON entries (article);
CREATE INDEX articles_starred ON articles (published, id) WHERE starred = 1;
CREATE INDEX articles_changed ON articles (published, id) WHERE changes <> '';
CREATE INDEX articles_unlooked ON articles (published, id) WHERE looked = 0;
INSERT INTO versions (hash, text, seen) VALUES ('01961be18ceca103c7fbda55e09e3df975b83f12cd8e70e0e8f072ecef79c6e5', 'Port strike ends

The strike at the port of Ansk ended on Monday.

About 28,500 dockers go back to work, the mayor Jane Doe said.

They had asked for 250 euros more a month.
', 1795653307965);
INSERT INTO citations (uri, page, title, source, authors, editor, published, language, url, words) VALUES ('https://news.example/1', 'https://news.example/1', 'Port strike ends', '', '[]', '', '', 'en', 'https://news.example/1', 'port strike ends');
INSERT INTO bookmarks (number, id, uri, page, exact, prefix, suffix, start, stop, version, old_length, note, category, created, changed, deleted, state, place, words) VALUES (1, 'b18f3389-2e73-4824-8e19-29083a33a2f3', 'https://news.example/1', 'https://news.example/1', '28,500 dockers', 'ke ends

The strike at the port of Ansk ended on Monday.

About ', ' go back to work, the mayor Jane Doe said.

They had asked for 2', 73, 87, '01961be18ceca103c7fbda55e09e3df975b83f12cd8e70e0e8f072ecef79c6e5', 174, 'a note', '', 1795653307900, 1795653307900, 0, 'exact', 73, '28,500 dockers a note money work');
INSERT INTO tags (bookmark, position, tag) VALUES ('b18f3389-2e73-4824-8e19-29083a33a2f3', 0, 'money');
INSERT INTO tags (bookmark, position, tag) VALUES ('b18f3389-2e73-4824-8e19-29083a33a2f3', 1, 'work');
INSERT INTO states (uri, position, read, starred, published, opened, changed) VALUES ('https://news.example/1', 20, 1, 0, '', 0, 1795653307898);
INSERT INTO states (uri, position, read, starred, published, opened, changed) VALUES ('https://news.example/3', 0, 1, 1, '', 0, 1795886276898);
INSERT INTO states (uri, position, read, starred, published, opened, changed) VALUES ('file:///home/a/b.txt', 7, 1, 0, '', 0, 1795653307899);
INSERT INTO states (uri, position, read, starred, published, opened, changed) VALUES ('https://news.example/2', 0, 1, 1, '', 0, 1795886276898);
INSERT INTO corrections (id, uri, kind, words, action, new_kind, created) VALUES ('4da4ff97-9b23-430c-bf7b-c31567c99582', 'https://news.example/1', 'figure', '250 euros', 'reject', '', 1795653307969);
INSERT INTO finds (words, at) VALUES ('cranes', 1795653307974);
INSERT INTO learned (key, value) VALUES ('reader.measure', '64');
INSERT INTO learned (key, value) VALUES ('facts.engine', '1');
INSERT INTO undo (number, at, sentence, before) VALUES (1, 1795653307965, 'the bookmark “28,500 dockers”', '[{"table":"bookmarks","where":{"id":"b18f3389-2e73-4824-8e19-29083a33a2f3"},"rows":[]},{"table":"tags","where":{"bookmark":"b18f3389-2e73-4824-8e19-29083a33a2f3"},"rows":[]},{"table":"anchorings","where":{"bookmark":"b18f3389-2e73-4824-8e19-29083a33a2f3"},"rows":[]},{"table":"declined","where":{"bookmark":"b18f3389-2e73-4824-8e19-29083a33a2f3"},"rows":[]}]');
INSERT INTO undo (number, at, sentence, before) VALUES (2, 1795653307969, 'the correction of “250 euros”', '[{"table":"corrections","where":{"uri":"https://news.example/1","kind":"figure","words":"250 euros"},"rows":[]}]');
INSERT INTO undo (number, at, sentence, before) VALUES (3, 1795886276867, 'starring “Harbour gets four cranes”', '[{"table":"states","column":"starred","value":0,"keys":["https://news.example/2"]}]');
INSERT INTO undo (number, at, sentence, before) VALUES (4, 1795886276887, 'the tags of “Harbour gets four cranes”', '[{"table":"article_tags","where":{"uri":"https://news.example/2"},"rows":[]}]');
INSERT INTO undo (number, at, sentence, before) VALUES (5, 1795886276898, 'marking articles read', '[{"table":"states","column":"read","value":0,"keys":["https://news.example/2","https://news.example/3"]}]');
INSERT INTO undo (number, at, sentence, before) VALUES (6, 1795886276950, 'keeping the search “Ports”', '[{"table":"saved","where":{"name":"Ports"},"rows":[]}]');
INSERT INTO feeds (id, url, title, own_title, folder, site, settings, etag, modified, fetched, due, failures, problem, moved_to, stopped, added) VALUES (1, 'https://news.example/feed.xml', '', 'Example', 'World/Sea', '', '{}', '', '', 0, 0, 0, '', '', 0, 1795653307685);
INSERT INTO texts (article, number, hash, seen, body) VALUES (1, 1, '01961be18ceca103c7fbda55e09e3df975b83f12cd8e70e0e8f072ecef79c6e5', 1795653307693, X'7801AD923D4F03310C86FF8AE53942BDA2B6701B12131212035BDBC16D7C1FBA4B5CC5AE4A85F8EFF80E9818614A6CBD796D3FCE3B365212D65540E337C31A5FA418A8957E60E01C759777F9B5E39F14199847A749250D3C641D261947900CCF92235D6FA6270F07391B2CEFC26AB18028C7818B422B70A0E3002670913284D92AD1550A3C51667814AF437D9C1DBCE8153A8A403AB8BDF709CBD502F85C44214961203FB275AEC68087D18B28D6DB2D5A6F236358846A1D7C30BFDD6C02367D5183B1CF8CFBB0C513156A0B9D3A0CD55D58AF5CFEA3A459358DD79B825C72802CD6F5B9854465504F7B5340F9FA95E4517F79AE37A15ADEFFB369755B856A73FB67D77D40E730D3F22BA75347CA133B8F948FD64BFE8E121B4532C2FAFD1B6BBDFDF5459C7EC31C1D2B8E94DB33B5EC5EC8D35ADA33AB4EEB2B92669C9A681CA7F547C5FD47C0CED2887543CE30A063FEEAE3E3136A39DA39');
INSERT INTO texts (article, number, hash, seen, body) VALUES (2, 1, '9ddaa684fee64c580e9bdccad3b5e8493d7206b9df42a238411ea7b20a23b41d', 1795653307693, X'7801AD91CF6AC3300CC65F45E86C4A564A4A73DFD83BB439A8896C87FA4FB01DD251FAEE5392C1D861A7ED624BF2A7CFF64F0FD431796C5E1416BE176CF09DD2354E090C970C7A89BA4481F3255CC2DB770A332786987AD97AD1252896C16ECDBB45FC4A9D053768B13954506210133940855717BB5BC6E67CC691129944A34555A9FD41169468775448D21BE4060D8338C4392808B1D82118F0946E59CA4019287C6C457699B1553F2CF7B5AA8FFFEC599FD4A9FAB367AB50BEB7429090FD6829F38244B2CC5D1962F8CA3C17EAA910360F2C43712CA25F87247035732F1CD05130139955CE0B753371CECBAC52F42BD3ECC93998658619DBA7425BBCC34693805428ACB7F73C3F014460B6A5');
INSERT INTO texts (article, number, hash, seen, body) VALUES (2, 2, '5910401116fbf18979194cfab567578be93fb1ff772f8a29195fc533827f4e0b', 1795653307700, X'7801AD913D6EC3300C85AF4270160237081CC47B8BDE21F1C0D89464443F8624D72D82DCBDB49DA543A7769148EAF149FA78471D93C7E64561E1CF820DBE53BAC62981E192412F51972870BE844B781B3EF899C2CC8921A65EB65E74098A65B05BF36E11BF5267C10D5A6C0E159418C4440E50E1D5C5EE96B1399F71A44426D16851556A7F900525DA1D1592F406B941C3200E710E0A422C7608063CA55B963250060A5F5B915D666CD50FCB7DADEAE33F7BD62775AAFEECD92A94EFAD1024643F5ACABC20912C735786189E99E7423D15C2E68E65288E45F4EB9004AE66EE85033A0A6622B3CA79A16E26CE7999558A7E659A3D3907B3CC3063FB50688B77D86812900A85F5F69EC7372151B693');
INSERT INTO texts (article, number, hash, seen, body) VALUES (3, 1, '83eb9ccd9116557c03840f9bd5392e482be2c39669343f5ba85e8f78d1b3071e', 1795653307693, X'7801A590CD4A03410CC75F65C879908AA0B2AFD2F610BBB31F763ECACE942AA5D0E97AB27AD49EC453F1525CC58B56F16552F7399C6EBD08DE3C0492FC93F0CB7F0C89291444FB1C9C38731041FD5A917FA4724EE592CA0F9ABD757447D777CF9BF5AAD11EC8579BF7CB7AB1A4A9AF6F9FC82FC85FD0ACA272B55D285FC85F7DCD6FC85F93FF6CD47B9ACE3A1A389C48D3EB5B88DA6D1860816981830C788B1F868090EC1D714026732D984958EE2C3323CD99362ECB75CA14167D1BDA0C2D437DBE6B0A690574F9AF8BC7FCA0F5EF935D0E81A4C10DA950830CADD8C287CA8A9ECB8DFEA9947018A34388C6E072274518FAC3C8604022441C6041A24E87983683A718847428AC15314B0AA39AC7AD4229D9C814B185EE8443E6948428C1F02D8760C88E64F20D2AF9B80D');
INSERT INTO places (shelf, published, article, read) VALUES ('all', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('all', 1763172800000, 2, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('all', 1763259200000, 3, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('feed:1', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('feed:1', 1763172800000, 2, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('feed:1', 1763259200000, 3, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World', 1763172800000, 2, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World', 1763259200000, 3, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World/Sea', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World/Sea', 1763172800000, 2, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('folder:World/Sea', 1763259200000, 3, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('tag:korea', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('tag:korea', 1763172800000, 2, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('tag:to read', 1763086400000, 1, 1);
INSERT INTO places (shelf, published, article, read) VALUES ('tag:to read', 1763259200000, 3, 1);
INSERT INTO totals (shelf, count, unread) VALUES ('all', 3, 0);
INSERT INTO totals (shelf, count, unread) VALUES ('feed:1', 3, 0);
INSERT INTO totals (shelf, count, unread) VALUES ('folder:World', 3, 0);
INSERT INTO totals (shelf, count, unread) VALUES ('folder:World/Sea', 3, 0);
INSERT INTO totals (shelf, count, unread) VALUES ('tag:korea', 2, 0);
INSERT INTO totals (shelf, count, unread) VALUES ('tag:to read', 2, 0);
INSERT INTO entries (feed, guid, article, digest) VALUES (1, 'g1', 1, 'd1');
INSERT INTO entries (feed, guid, article, digest) VALUES (1, 'g2', 2, 'd2');
INSERT INTO entries (feed, guid, article, digest) VALUES (1, 'g3', 3, 'd3');
INSERT INTO saved (name, query, position, kill) VALUES ('Cranes', 'cranes', 0, 0);
INSERT INTO saved (name, query, position, kill) VALUES ('Ports', 'port', 1, 0);
INSERT INTO articles (id, uri, title, source, author, url, published, dated, added, questions, figures, words, looked, read, starred, truncated, hash, changes) VALUES (1, 'https://news.example/1', 'Port strike ends', '', 'A. Writer', 'https://news.example/1', 1763086400000, 1, 1795653307693, 0, 2, 34, 1, 1, 0, 0, '01961be18ceca103c7fbda55e09e3df975b83f12cd8e70e0e8f072ecef79c6e5', '');
INSERT INTO articles (id, uri, title, source, author, url, published, dated, added, questions, figures, words, looked, read, starred, truncated, hash, changes) VALUES (2, 'https://news.example/2', 'Harbour gets four cranes', '', 'A. Writer', 'https://news.example/2', 1763172800000, 1, 1795653307693, 0, 3, 15, 1, 1, 1, 0, '5910401116fbf18979194cfab567578be93fb1ff772f8a29195fc533827f4e0b', 'a figure came');
INSERT INTO articles (id, uri, title, source, author, url, published, dated, added, questions, figures, words, looked, read, starred, truncated, hash, changes) VALUES (3, 'https://news.example/3', '港のニュース', '', 'A. Writer', 'https://news.example/3', 1763259200000, 1, 1795653307693, 0, 0, 2, 1, 1, 1, 0, '83eb9ccd9116557c03840f9bd5392e482be2c39669343f5ba85e8f78d1b3071e', '');
INSERT INTO amounts (article, name, value) VALUES (1, 'about dockers', 28500.0);
INSERT INTO amounts (article, name, value) VALUES (1, 'euros eur €', 250.0);
INSERT INTO amounts (article, name, value) VALUES (2, 'five cranes', 5.0);
INSERT INTO amounts (article, name, value) VALUES (2, 'four cranes', 4.0);
INSERT INTO amounts (article, name, value) VALUES (2, 'tonnes t', 40.0);
INSERT INTO extracted (number, hash, engine, published, body) VALUES (1, '83eb9ccd9116557c03840f9bd5392e482be2c39669343f5ba85e8f78d1b3071e', '1', '', X'780125C4B10D00210840D15DA82D4444611663218885FB0F702697FCF7070885A9FB56C4C6DC3D93D47CD4369396A8522C8A93B6A654E9B02DE190D365A351EE1890009FBBDE208DF9373F18061704');
INSERT INTO extracted (number, hash, engine, published, body) VALUES (2, '5910401116fbf18979194cfab567578be93fb1ff772f8a29195fc533827f4e0b', '1', '', X'7801BD91416EC3201045AF8258238B3126C0A2DB5EC2F2023B6023252402AC6C7390F672394907276D2255DD56024636FFCF7C3FF7541AE01D07809D1F3D68A30C986EF276943B25951E9D117E04EF956ABDB62DDE4A3F492174AB7CE7F8481905DC2EE241593FB0BEA73ECC6B729481606DC7E8FBE3B1A71D8AEAC6359DD658288BEBE1C0E81B3A510C0AEDA0D1F4ACA8F5F690DD5D79976F1D78C3B1D1C01ED372B375747BBCB424AEC7D1251222B99CD23E93B2D8423601B95D3FA664A3CBB7EB2765BC31181AC7FD846E774CA8D7D0123BD68DEB57E82AE6E81680A667FDF7D09A336D5E43771CE36E0742A6479B3316E0BCBEAEB4ABA11DEE507B2DD08D24FF420D0D7E2752AD6D58855A16477C48B990B34D764EF6BCE4D75FB1C650C7EEC31C4A269750968ABD9CE2377359A123AF61F802EDA0BEB8');
INSERT INTO extracted (number, hash, engine, published, body) VALUES (3, '01961be18ceca103c7fbda55e09e3df975b83f12cd8e70e0e8f072ecef79c6e5', '1', '', X'78017553CD8E9B30107E15CB6717D9800368D5C3AABB3D54EAA54A4F1607C70C89156210864DF752ED83B42FB74FD2B10135BB6AA504B0CD7C3FF30D8A7251EDC4014469C068C13353B487464B09BC82AC69AB421ECAAC15A9694A283870285B5EA460A02D2AB303491915F8078717CA54CD94A243A70D5096E72C2F19FD0A6EB23D9E2BCEDCDC75ACD59D879A51A72FE093F5E5AD8827458E3088431B3D218A2CD92E67746F2FF00331E8C3FDFE317221DD9BDF089D9EEC1330E27A32CC87CE1A5CF78E441CE40B779F5C01CE8D7EC662BC92BE25D30948D8A48C27D54ADDDAE33C22F9AE6065C1E8E775A9685A4ACEB176BBE3A3E96737D1C51AFD89128B8C15151A283916FFBDA3D8E87C79337662D19F26822349C4F1A4E9CD1946CF8875515A6B473F91418FFA38EAE1E4293A59E4F924964013BCD8A39D3C16E889C45DF2FAF26B857A7DF97DEB6D40F4108710928934BB0D48302578852779FD3EA5B5882ED577D8B8D61A200768FB11A2D01027A2267CEDA1E9B4BDE04626982852463F2D6B45BDB62859C5834CD6EC43A0CD391379E89A12121F8B1447601B143F009853E20634FA04E32178D3FE0C0D41727447AE763A118DB9CF8E0CA7517B20DA936B6886F524F0DD11DFCF230AC6D2FD099ED79E94EFF28EDCB27A93B88C79C7EBE3F76F28E1D23BC0F95912FC189C04C532AB972D5CE6B8442FFF4D1C9BB4439205E826CF15794B33DA42C1308FFD16A20C8A439B38DB3E197AEF3C4EAF52F1830B87913A0C97C74CC8B51F9B30364A60C996E317ED803CF49818767C998408BBE5FF4F88BAFE03E27D455A');
INSERT INTO article_tags (uri, tag) VALUES ('https://news.example/1', 'korea');
INSERT INTO article_tags (uri, tag) VALUES ('https://news.example/1', 'to read');
INSERT INTO article_tags (uri, tag) VALUES ('https://news.example/2', 'korea');
INSERT INTO article_tags (uri, tag) VALUES ('https://news.example/3', 'to read');
INSERT INTO names (rowid, person, organisation, place, speaker, figure) VALUES (1, 'jane doe', NULL, 'ansk', 'they', 'about dockers
euros eur €');
INSERT INTO names (rowid, person, organisation, place, speaker, figure) VALUES (2, NULL, NULL, NULL, NULL, 'four cranes
five cranes
tonnes t');
INSERT INTO fulltext (fulltext, rank) VALUES ('automerge', 16);
INSERT INTO fulltext (rowid, title, body) VALUES (1, 'Port strike ends', 'Port strike ends

The strike at the port of Ansk ended on Monday.

About 28,500 dockers go back to work, the mayor Jane Doe said.

They had asked for 250 euros more a month.
');
INSERT INTO fulltext (rowid, title, body) VALUES (2, 'Harbour gets four cranes', 'Harbour gets four cranes

Five cranes were ordered for the harbour.

Each lifts 40 tonnes.
');
INSERT INTO fulltext (rowid, title, body) VALUES (3, ' 港  の  ニ  ュ  ー  ス ', ' 港  の  ニ  ュ  ー  ス 

 東  京  港  で  は  今  日 、 新  し  い  ク  レ  ー  ン  が  動  き  ま  し  た 。
');
CREATE TRIGGER places_in AFTER INSERT ON places BEGIN
        INSERT INTO totals (shelf, count, unread) VALUES (NEW.shelf, 1, NEW.read = 0)
        ON CONFLICT (shelf) DO UPDATE SET count = count + 1, unread = unread + excluded.unread;
    END;
CREATE TRIGGER places_out AFTER DELETE ON places BEGIN
        UPDATE totals SET count = count - 1, unread = unread - (OLD.read = 0) WHERE shelf = OLD.shelf;
    END;
CREATE TRIGGER places_read AFTER UPDATE OF read ON places WHEN NEW.read <> OLD.read BEGIN
        UPDATE totals SET unread = unread + (OLD.read <> 0) - (NEW.read <> 0) WHERE shelf = NEW.shelf;
    END;
CREATE TRIGGER states_in AFTER INSERT ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred WHERE uri = NEW.uri;
    END;
CREATE TRIGGER states_changed AFTER UPDATE OF read, starred ON states BEGIN
        UPDATE articles SET read = NEW.read, starred = NEW.starred WHERE uri = NEW.uri;
    END;
CREATE TRIGGER states_out AFTER DELETE ON states BEGIN
        UPDATE articles SET read = 0, starred = 0 WHERE uri = OLD.uri;
    END;
CREATE TRIGGER articles_read AFTER UPDATE OF read ON articles WHEN NEW.read <> OLD.read BEGIN
        UPDATE places SET read = NEW.read WHERE article = NEW.id;
    END;
CREATE TRIGGER articles_in AFTER INSERT ON articles BEGIN
        UPDATE articles SET
            read = coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0),
            starred = coalesce((SELECT starred FROM states WHERE uri = NEW.uri), 0)
        WHERE id = NEW.id AND EXISTS (SELECT 1 FROM states WHERE uri = NEW.uri);
    END;
CREATE TRIGGER tags_in AFTER INSERT ON article_tags BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || NEW.tag, a.published, a.id, a.read FROM articles AS a WHERE a.uri = NEW.uri
        ON CONFLICT DO NOTHING;
    END;
CREATE TRIGGER tags_out AFTER DELETE ON article_tags BEGIN
        DELETE FROM places WHERE shelf = 'tag:' || OLD.tag
        AND article = (SELECT id FROM articles WHERE uri = OLD.uri);
    END;
CREATE TRIGGER articles_tagged AFTER INSERT ON articles
    WHEN EXISTS (SELECT 1 FROM article_tags WHERE uri = NEW.uri) BEGIN
        INSERT INTO places (shelf, published, article, read)
        SELECT 'tag:' || t.tag, NEW.published, NEW.id, coalesce((SELECT read FROM states WHERE uri = NEW.uri), 0)
        FROM article_tags AS t WHERE t.uri = NEW.uri
        ON CONFLICT DO NOTHING;
    END;
PRAGMA application_id = 0x46614C74;
PRAGMA user_version = 4;
