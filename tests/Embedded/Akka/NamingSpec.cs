using Akka.Actor;

namespace EditableDeepSC.Embedded.Tests.Akka;

public sealed class NamingSpec : ActorSpec
{
    [Theory]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("naïve")]
    public void A_bad_name_is_refused(string name) => Creating(name).Should().Throw<InvalidActorNameException>();

    [Theory]
    [InlineData("a")]
    [InlineData("user-17")]
    [InlineData("A_b.c:d@e")]
    public void A_good_name_is_taken(string name) => Creating(name).Should().NotThrow();

    [Fact]
    public void A_name_that_is_taken_is_refused()
    {
        Sys.ActorOf(Props.Create(() => new Tree()), "one");

        Creating("one").Should().Throw<InvalidActorNameException>().WithMessage("*\"one\" is not unique*");
    }

    [Fact]
    public void The_path_says_where_the_actor_is()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Tree()), "parent");
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();

        child.Path.ToString().Should().Be($"akka://{Sys.Name}/user/parent/child");
        child.Path.ToStringWithoutAddress().Should().Be("/user/parent/child");
        child.Path.Parent.Should().Be(parent.Path);
        child.Path.Name.Should().Be("child");
        child.Path.Elements.Should().Equal("user", "parent", "child");
        child.Path.Should().Be(parent.Path / "child");
        child.ToString().Should().Be($"[{child.Path}#{child.Path.Uid}]");
    }

    [Fact]
    public void An_actor_without_a_name_gets_one()
    {
        var names = Enumerable.Range(0, 100)
            .Select(_ => Sys.ActorOf(Props.Create(() => new Tree())).Path.Name).ToList();

        names.Should().OnlyHaveUniqueItems().And.OnlyContain(name => name.StartsWith('$'));
    }

    [Fact]
    public void An_actor_knows_its_parent_and_children()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Tree()), "parent");
        parent.Tell("child");
        var child = ExpectMsg<IActorRef>();
        parent.Tell("family");
        ExpectMsg<IActorRef[]>().Should().Equal(child);
        child.Tell("parent");

        ExpectMsg<IActorRef>().Should().Be(parent);
    }

    private Action Creating(string name) => () => Sys.ActorOf(Props.Create(() => new Tree()), name);

    private sealed class Tree : ReceiveActor
    {
        public Tree()
        {
            Receive<string>(text => text == "family", _ => Sender.Tell(Context.GetChildren().ToArray()));
            Receive<string>(text => text == "parent", _ => Sender.Tell(Context.Parent));
            Receive<string>(name => Sender.Tell(Context.ActorOf(Props.Create(() => new Tree()), name)));
        }
    }
}
